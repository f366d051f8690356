package io.lockweir.stack.local;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.CatalogOptions.Proxy;
import io.lockweir.stack.CatalogRequest;
import io.lockweir.stack.CatalogService;
import io.lockweir.stack.ObjectStoreService;
import io.lockweir.stack.catalog.CatalogAdmin;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Our own test server over Iceberg's REST servlet; its files go to the stack's object store. */
final class LocalCatalog extends LocalService implements CatalogService {
    private static final String CLIENT = "lockweir";

    private final StackHome home;
    private final CatalogOptions options;
    private final ObjectStoreService store;
    private final int port = Ports.free();
    private final URI server = URI.create("http://127.0.0.1:" + port);
    private final CatalogAdmin admin = new CatalogAdmin(server);
    private final String secret = UUID.randomUUID().toString();
    private final Optional<FaultyProxy> proxy;

    LocalCatalog(StackHome home, Path work, CatalogOptions options, ObjectStoreService store) {
        super("catalog", work);
        this.home = home;
        this.options = options;
        this.store = store;
        this.proxy = options.proxy() == Proxy.FAULTY ? Optional.of(FaultyProxy.before(server)) : Optional.empty();
    }

    @Override
    JavaCommand prepare() throws IOException {
        List<String> jvm =
                new ArrayList<>(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        Map<String, String> settings = new TreeMap<>(Map.of(
                "port", Integer.toString(port),
                "folder", folder().toString(),
                "client.id", CLIENT,
                "client.secret", secret,
                "token.lifetime.ms", Long.toString(options.tokenLifetime().toMillis())));
        storage().forEach((name, value) -> settings.put("property." + name, value));
        settings.forEach((name, value) -> jvm.add("-Dcatalog." + name + "=" + value));
        return new JavaCommand(
                home.classPath("catalog"), jvm, "io.lockweir.stack.servers.catalog.CatalogServer", List.of());
    }

    private Map<String, String> storage() {
        return Map.of(
                "warehouse",
                "s3://" + ObjectStoreService.WAREHOUSE_BUCKET + "/wh",
                "io-impl",
                "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.endpoint",
                store.endpoint().toString(),
                "s3.path-style-access",
                "true",
                "s3.access-key-id",
                store.accessKey(),
                "s3.secret-access-key",
                store.secretKey(),
                "client.region",
                "us-east-1",
                "http-client.type",
                "urlconnection");
    }

    @Override
    void check() throws IOException {
        int status = admin.configStatus(admin.token(CLIENT, secret));
        if (status != 200) {
            throw new IOException("the configuration was answered with " + status);
        }
        admin.clearRequests();
    }

    @Override
    public URI uri() {
        return proxy.map(FaultyProxy::uri).orElse(server);
    }

    @Override
    public URI tokenEndpoint() {
        return admin.tokenEndpoint();
    }

    @Override
    public String credential() {
        return CLIENT + ":" + secret;
    }

    @Override
    public List<CatalogRequest> requests() {
        return admin.requests();
    }

    @Override
    public void clearRequests() {
        admin.clearRequests();
    }

    @Override
    public Optional<FaultyProxy> faultyProxy() {
        return proxy;
    }
}
