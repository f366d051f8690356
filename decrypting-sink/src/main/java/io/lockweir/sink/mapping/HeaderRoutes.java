package io.lockweir.sink.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Tables told by a header of each record. They are all named: a table has to say where it stands before the first record of
 * a topic that may feed it is read.
 *
 * @param header its name
 * @param tables by the header's value
 */
public record HeaderRoutes(String header, Map<String, TableIdentifier> tables) {

    public HeaderRoutes {
        tables = Map.copyOf(tables);
    }

    /** The table of a value, if it has one. */
    public Optional<TableIdentifier> tableOf(String value) {
        return Optional.ofNullable(tables.get(value));
    }

    /** Every table that may be told. */
    public Set<TableIdentifier> all() {
        return Set.copyOf(tables.values());
    }
}
