package io.lockweir.sink.catalog;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** One open catalog a tenant, with that tenant's identity and nobody else's. Opened at the first use. Thread-safe. */
public final class TenantCatalogs implements AutoCloseable {

    private final Tenants tenants;
    private final Map<String, Opened> catalogs;

    /** @param stagingDirectory where clear parts of files wait for their upload */
    public TenantCatalogs(String connector, Tenants tenants, String stagingDirectory) {
        this.tenants = tenants;
        this.catalogs = tenants.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Tenant::name, tenant -> new Opened(connector, tenant, stagingDirectory)));
    }

    /** Whose table it is. */
    public Tenant tenant(TableIdentifier table) {
        return tenants.of(table);
    }

    /** The catalog to reach a table by. May call it, and so may fail with whatever its client throws when it is down. */
    public SinkCatalog of(TableIdentifier table) {
        String name = tenants.of(table).name();
        Opened opened = catalogs.get(name);
        if (opened == null) {
            throw new IllegalStateException("Tenant " + name + " is not known");
        }
        return opened.catalog();
    }

    @Override
    public void close() {
        catalogs.values().forEach(Opened::close);
    }

    /** A catalog that hangs keeps nobody waiting but its own tenant. */
    private static final class Opened {
        private final String connector;
        private final Tenant tenant;
        private final String staging;
        private @Nullable SinkCatalog catalog;

        Opened(String connector, Tenant tenant, String staging) {
            this.connector = connector;
            this.tenant = tenant;
            this.staging = staging;
        }

        synchronized SinkCatalog catalog() {
            SinkCatalog open = catalog;
            if (open == null) {
                String name = tenant.name().isEmpty() ? connector : connector + "-" + tenant.name();
                open = SinkCatalog.open(name, tenant.catalog().effective(staging));
                catalog = open;
            }
            return open;
        }

        synchronized void close() {
            if (catalog != null) {
                catalog.close();
            }
        }
    }
}
