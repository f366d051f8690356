package io.lockweir.sink.catalog;

import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open catalog that can load tables, and nothing else: there is no way to create or alter one through it. */
public final class SinkCatalog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkCatalog.class);

    private final Catalog catalog;

    /** Over one that is open already; closed with it. */
    public SinkCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /** May call the catalog, and so may fail with whatever its client throws when it is down. */
    public static SinkCatalog open(String name, Map<String, String> properties) {
        // Iceberg finds its classes by the context class loader, which Connect sets only for its own calls.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(SinkCatalog.class.getClassLoader());
        try {
            return new SinkCatalog(CatalogUtil.buildIcebergCatalog(name, properties, null));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /**
     * Loads a table with operations of its own.
     *
     * @throws org.apache.iceberg.exceptions.NoSuchTableException if there is none
     */
    public Table load(TableIdentifier table) {
        return catalog.loadTable(table);
    }

    /** For {@link TableCreation} alone. */
    Catalog whole() {
        return catalog;
    }

    @Override
    public void close() {
        if (catalog instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("Catalog did not close cleanly: {}", e.toString());
            }
        }
    }
}
