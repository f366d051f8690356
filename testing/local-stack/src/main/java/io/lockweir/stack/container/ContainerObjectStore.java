package io.lockweir.stack.container;

import io.lockweir.stack.ObjectStoreService;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.files.PropertiesFile;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import io.lockweir.stack.s3.S3Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.Network;

/** S3Proxy's jar over a bound folder. */
final class ContainerObjectStore extends ContainerService implements ObjectStoreService {
    static final int PORT = 8080;
    static final String INSIDE_ENDPOINT = "http://s3proxy:" + PORT;

    private final JavaContainer java;
    private final int port = Ports.free();
    private final String secretKey = UUID.randomUUID().toString();

    ContainerObjectStore(Network network, StackHome home, Path work) {
        super("s3proxy", network, work);
        this.java = new JavaContainer(home, "s3proxy");
    }

    @Override
    ContainerDefinition definition() {
        Map<Path, String> binds = new LinkedHashMap<>(java.binds());
        binds.put(folder(), "/stack");
        return new ContainerDefinition(
                "s3proxy",
                JavaContainer.IMAGE,
                Map.of(PORT, port),
                Map.of(),
                java.command(
                        List.of("-Xmx384m"), "org.gaul.s3proxy.Main", List.of("--properties", "/stack/s3proxy.conf")),
                binds,
                new Ready.Log(".*Started .*ServerConnector.*\\s", 1));
    }

    @Override
    void prepare() throws IOException {
        Files.createDirectories(dataDirectory().resolve(WAREHOUSE_BUCKET));
        PropertiesFile.write(
                folder().resolve("s3proxy.conf"),
                Map.of(
                        "s3proxy.endpoint", "http://0.0.0.0:" + PORT,
                        "s3proxy.authorization", "aws-v2-or-v4",
                        "s3proxy.identity", accessKey(),
                        "s3proxy.credential", secretKey,
                        "jclouds.provider", "filesystem-nio2",
                        "jclouds.identity", "unused",
                        "jclouds.credential", "unused",
                        "jclouds.filesystem.basedir", "/stack/data"));
    }

    @Override
    public void createBucket(String bucket) {
        new S3Requests(endpoint(), accessKey(), secretKey, Clock.systemUTC()).createBucket(bucket);
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String accessKey() {
        return "lockweir-local";
    }

    @Override
    public String secretKey() {
        return secretKey;
    }

    @Override
    public Path dataDirectory() {
        return folder().resolve("data");
    }
}
