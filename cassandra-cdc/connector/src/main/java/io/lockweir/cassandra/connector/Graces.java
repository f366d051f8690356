package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How long the node keeps tombstones. */
final class Graces {
    private Graces() {}

    /** {@code gc_grace_seconds} by table. */
    static Map<TableId, Integer> of(CqlSession session) {
        Map<TableId, Integer> graces = new HashMap<>();
        for (Row row : session.execute("SELECT id, gc_grace_seconds FROM system_schema.tables")) {
            UUID id = row.getUuid("id");
            if (id != null) {
                graces.put(TableId.of(id), row.getInt("gc_grace_seconds"));
            }
        }
        return graces;
    }
}
