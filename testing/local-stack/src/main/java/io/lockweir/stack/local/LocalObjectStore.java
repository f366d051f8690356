package io.lockweir.stack.local;

import io.lockweir.stack.ObjectStoreService;
import io.lockweir.stack.files.PropertiesFile;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import io.lockweir.stack.s3.S3Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** S3Proxy over a folder. */
final class LocalObjectStore extends LocalService implements ObjectStoreService {
    private final StackHome home;
    private final URI endpoint = URI.create("http://127.0.0.1:" + Ports.free());
    private final String secretKey = UUID.randomUUID().toString();

    LocalObjectStore(StackHome home, Path work) {
        super("s3proxy", work);
        this.home = home;
    }

    @Override
    JavaCommand prepare() throws IOException {
        Files.createDirectories(dataDirectory());
        // With this backend a bucket is a folder, so the first one is there before the first request.
        Files.createDirectories(dataDirectory().resolve(WAREHOUSE_BUCKET));
        Path properties = PropertiesFile.write(
                folder().resolve("s3proxy.conf"),
                Map.of(
                        "s3proxy.endpoint",
                        endpoint.toString(),
                        "s3proxy.authorization",
                        "aws-v2-or-v4",
                        "s3proxy.identity",
                        accessKey(),
                        "s3proxy.credential",
                        secretKey,
                        "jclouds.provider",
                        "filesystem-nio2",
                        "jclouds.identity",
                        "unused",
                        "jclouds.credential",
                        "unused",
                        "jclouds.filesystem.basedir",
                        dataDirectory().toString()));
        return new JavaCommand(
                home.classPath("s3proxy"),
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-Xshare:auto", "-DLOG_LEVEL=info"),
                "org.gaul.s3proxy.Main",
                List.of("--properties", properties.toString()));
    }

    @Override
    void check() throws IOException, InterruptedException {
        int status = requests().send("GET", "/");
        if (status != 200) {
            throw new IOException("the list of buckets was answered with " + status);
        }
    }

    @Override
    public void createBucket(String bucket) {
        requests().createBucket(bucket);
    }

    private S3Requests requests() {
        return new S3Requests(endpoint, accessKey(), secretKey, Clock.systemUTC());
    }

    @Override
    public URI endpoint() {
        return endpoint;
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
