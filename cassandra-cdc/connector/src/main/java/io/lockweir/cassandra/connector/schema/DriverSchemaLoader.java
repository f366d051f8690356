package io.lockweir.cassandra.connector.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Objects;

/** Asks the node. */
record DriverSchemaLoader(CqlSession session) implements SchemaLoader {

    @Override
    public SystemRows load() {
        SystemRows rows = new SystemRows();
        for (SystemTable table : SystemTable.values()) {
            for (Row row : session.execute(table.query())) {
                List<String> key = table.columns().subList(0, table.keySize()).stream()
                        .map(column -> Objects.requireNonNull(row.getString(column)))
                        .toList();
                table.columns().stream()
                        .skip(table.keySize())
                        .forEach(column -> rows.put(table, key, column, row.getObject(column)));
            }
        }
        return rows;
    }
}
