package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.RowChange;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Steps one after the other, each begun when the changes of the one before were taken. */
final class Sequence implements Changes {
    private final Iterator<Supplier<Changes>> steps;
    private @Nullable Changes current;

    Sequence(Iterator<Supplier<Changes>> steps) {
        this.steps = steps;
    }

    @Override
    public @Nullable RowChange next() {
        while (true) {
            Changes open = current;
            if (open == null) {
                if (!steps.hasNext()) {
                    return null;
                }
                open = steps.next().get();
                current = open;
            }
            @Nullable RowChange change = open.next();
            if (change != null) {
                return change;
            }
            current = null;
        }
    }
}
