package io.lockweir.stack.catalog;

import io.lockweir.stack.ObjectStoreService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the catalog server is started, in a process or in a container.
 *
 * @param bindAddress that the server listens on
 * @param folder for its database and token key
 * @param storeEndpoint as the server sees the object store
 */
public record CatalogCommand(
        String bindAddress,
        int port,
        Path folder,
        String clientId,
        String clientSecret,
        Duration tokenLifetime,
        String storeEndpoint) {
    public static final String MAIN = "io.lockweir.stack.servers.catalog.CatalogServer";

    /** System properties for the server's JVM; they hold secrets of this stack. */
    public List<String> jvmArguments(ObjectStoreService store) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "host",
                bindAddress,
                "port",
                Integer.toString(port),
                "folder",
                folder.toString(),
                "client.id",
                clientId,
                "client.secret",
                clientSecret,
                "token.lifetime.ms",
                Long.toString(tokenLifetime.toMillis())));
        Map<String, String> storage = Map.of(
                "warehouse",
                "s3://" + ObjectStoreService.WAREHOUSE_BUCKET + "/wh",
                "io-impl",
                "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.endpoint",
                storeEndpoint,
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
        storage.forEach((name, value) -> settings.put("property." + name, value));
        return settings.entrySet().stream()
                .map(entry -> "-Dcatalog." + entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
