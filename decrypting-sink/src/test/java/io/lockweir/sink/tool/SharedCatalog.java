package io.lockweir.sink.tool;

import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** A catalog that finds, however often it is opened, the tables of one in memory. */
public final class SharedCatalog extends InMemoryCatalog {

    static final InMemoryCatalog TABLES = new InMemoryCatalog();

    static {
        TABLES.initialize("tables", Map.of());
    }

    @Override
    public Table loadTable(TableIdentifier table) {
        return TABLES.loadTable(table);
    }
}
