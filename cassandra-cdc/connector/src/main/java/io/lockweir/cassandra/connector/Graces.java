package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long the node keeps tombstones. */
final class Graces {
    private static final Logger LOGGER = LoggerFactory.getLogger(Graces.class);

    private Graces() {}

    /** {@code gc_grace_seconds} by table; empty if the node does not answer, whose log can still be read: nothing is forgotten then. */
    static Map<TableId, Integer> of(CqlSession session) {
        try {
            return asked(session);
        } catch (DriverException e) {
            LOGGER.warn(
                    "The node could not be asked for gc_grace_seconds, so tombstones are kept for another {}: {}",
                    FullKeys.SWEEP_INTERVAL,
                    e.getMessage());
            return Map.of();
        }
    }

    private static Map<TableId, Integer> asked(CqlSession session) {
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
