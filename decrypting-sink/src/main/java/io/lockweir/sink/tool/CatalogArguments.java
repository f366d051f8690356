package io.lockweir.sink.tool;

import io.lockweir.sink.catalog.TenantCatalogs;
import io.lockweir.sink.catalog.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Option;

/** How tables are reached: as the sink reaches them. */
final class CatalogArguments {

    @Option(
            names = "--config",
            required = true,
            description = "The connector's configuration: JSON or properties, with references for its secrets.")
    private Path config = Path.of("");

    @Option(
            names = "--timeout",
            defaultValue = "60",
            description = "Seconds after which a catalog that gives no answer is given up (${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    /** The configuration's own folder of designs; empty if it has none. */
    String designs() {
        return ConnectorFile.read(config).getOrDefault("table.design", "");
    }

    /**
     * Loads tables.
     *
     * @throws UsageException if the configuration is wrong
     */
    Map<TableIdentifier, Loaded> load(List<TableIdentifier> tables) {
        Tenants tenants = tenants(ConnectorFile.read(config));
        ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
            Thread daemon = new Thread(run, "lockweir-tables");
            daemon.setDaemon(true);
            return daemon;
        });
        try {
            return thread.submit(() -> load(tenants, tables)).get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("No answer of the catalog within " + timeoutSeconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            thread.shutdownNow();
        }
    }

    /** A table, or that there is none. */
    sealed interface Loaded {
        record Found(TableMetadata metadata) implements Loaded {}

        record Missing() implements Loaded {}
    }

    private static Map<TableIdentifier, Loaded> load(Tenants tenants, List<TableIdentifier> tables) {
        Path staging = staging();
        try (TenantCatalogs catalogs = new TenantCatalogs("lockweir-tables", tenants, staging.toString())) {
            Map<TableIdentifier, Loaded> results = new LinkedHashMap<>();
            for (TableIdentifier table : tables) {
                results.put(table, load(catalogs, table));
            }
            return results;
        } catch (ConfigException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } finally {
            delete(staging);
        }
    }

    private static Loaded load(TenantCatalogs catalogs, TableIdentifier table) {
        try {
            return new Loaded.Found(((HasTableOperations) catalogs.of(table).load(table))
                    .operations()
                    .current());
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return new Loaded.Missing();
        }
    }

    static Tenants tenants(Map<String, String> config) {
        try {
            List<String> names = Arrays.stream(
                            config.getOrDefault(Tenants.NAMES, "").split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .toList();
            return Tenants.of(names, section(config, "iceberg.catalog."), section(config, Tenants.PREFIX));
        } catch (ConfigException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    static Map<String, String> section(Map<String, String> config, String prefix) {
        Map<String, String> section = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                section.put(key.substring(prefix.length()), value);
            }
        });
        return section;
    }

    private static Path staging() {
        try {
            return Files.createTempDirectory("lockweir-tables");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is written, so nothing is staged. */
    private static void delete(Path staging) {
        try {
            Files.deleteIfExists(staging);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
