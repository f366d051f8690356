package io.lockweir.demo.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One CQL statement.
 *
 * @param cql with {@code KS} for the keyspace, and markers
 * @param values of the markers, in the driver's Java types
 * @param ttl seconds until the last of what it writes has ended; 0 if nothing ends
 */
record Write(WriteKind kind, String cql, List<@Nullable Object> values, int ttl) {
    Write {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    static Write of(WriteKind kind, String cql, @Nullable Object... values) {
        return new Write(kind, cql, java.util.Arrays.asList(values), 0);
    }

    Write ending(int seconds) {
        return new Write(kind, cql, values, seconds);
    }
}
