package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Which tables the configuration names. A table keeps its name, so each is looked at once: the log asks for every update. Not thread safe. */
final class NamedTables {
    private final Predicate<String> filter;
    private final Map<TableId, Boolean> known = new HashMap<>();

    /** @param filter of {@code KEYSPACE.TABLE} */
    NamedTables(Predicate<String> filter) {
        this.filter = filter;
    }

    boolean has(TableSchema table) {
        Boolean named = known.get(table.id());
        if (named == null) {
            named = filter.test(table.qualifiedName());
            known.put(table.id(), named);
        }
        return named;
    }
}
