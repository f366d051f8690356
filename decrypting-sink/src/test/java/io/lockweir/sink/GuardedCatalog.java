package io.lockweir.sink;

import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** A catalog that shows a principal the tables of its own namespace only. */
public final class GuardedCatalog extends InMemoryCatalog {

    private String user = "";

    @Override
    public void initialize(String name, Map<String, String> properties) {
        super.initialize(name, properties);
        user = properties.getOrDefault("user", "");
    }

    @Override
    public Table loadTable(TableIdentifier table) {
        if (!table.namespace().toString().equals(user)) {
            throw new ForbiddenException("%s may not TABLE_READ_DATA on %s", user, table);
        }
        throw new NoSuchTableException("%s", table);
    }
}
