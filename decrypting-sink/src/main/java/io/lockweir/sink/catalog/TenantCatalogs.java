package io.lockweir.sink.catalog;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;

/** One open catalog a tenant, with that tenant's identity and nobody else's. Opened at the first use. Thread-safe. */
public final class TenantCatalogs implements AutoCloseable {

    private final Tenants tenants;
    private final Map<String, OpenedCatalog> catalogs;

    /** @param stagingDirectory where clear parts of files wait for their upload */
    public TenantCatalogs(String connector, Tenants tenants, String stagingDirectory) {
        this.tenants = tenants;
        this.catalogs = tenants.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Tenant::name,
                        tenant -> new OpenedCatalog(
                                () -> SinkCatalog.open(
                                        tenant.catalog()
                                                .name()
                                                .orElse(
                                                        tenant.name().isEmpty()
                                                                ? connector
                                                                : connector + "-" + tenant.name()),
                                        tenant.catalog().effective(stagingDirectory)),
                                Clock.systemUTC())));
    }

    /** Whose table it is. */
    public Tenant tenant(TableIdentifier table) {
        return tenants.of(table);
    }

    /** The catalog to reach a table by. May call it, and so may fail with whatever its client throws when it is down. */
    public SinkCatalog of(TableIdentifier table) {
        return opened(table).catalog();
    }

    /** Asks a table's catalog, and once more by a new session if the one it had is not accepted any more. */
    public <T> T ask(TableIdentifier table, Function<SinkCatalog, T> question) {
        return opened(table).ask(question);
    }

    private OpenedCatalog opened(TableIdentifier table) {
        String name = tenants.of(table).name();
        OpenedCatalog opened = catalogs.get(name);
        if (opened == null) {
            throw new IllegalStateException("Tenant " + name + " is not known");
        }
        return opened;
    }

    @Override
    public void close() {
        catalogs.values().forEach(OpenedCatalog::close);
    }
}
