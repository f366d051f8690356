package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.RowChange;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The changes of a step that has numbered parts, which are begun one after the other. */
final class Parts implements Changes {
    private final Iterator<Part> rest;
    private @Nullable Changes current;
    private int number;

    /**
     * A part.
     *
     * @param number ascending; several may have the same
     */
    record Part(int number, Supplier<Changes> changes) {}

    Parts(Stream<Part> parts) {
        this(parts.iterator());
    }

    private Parts(Iterator<Part> parts) {
        this.rest = parts;
    }

    static Parts one(Supplier<Changes> changes) {
        return new Parts(List.of(new Part(0, changes)).iterator());
    }

    /** Of the last change. */
    int number() {
        return number;
    }

    @Override
    public @Nullable RowChange next() {
        while (true) {
            RowChange change = current == null ? null : current.next();
            if (change != null) {
                return change;
            }
            if (!rest.hasNext()) {
                current = null;
                return null;
            }
            Part next = rest.next();
            number = next.number();
            current = next.changes().get();
        }
    }
}
