package io.lockweir.sink.record.quality;

import org.jspecify.annotations.Nullable;

/** What rules may ask about the record of a row, beside its columns. Asked for only if a rule does. */
public interface Event {

    /** {@code c}, {@code u}, {@code d} or {@code r}; null for a flat row. */
    @Nullable
    String operation();

    /** Before any renaming transform. */
    String topic();

    /** Of the change at its source, else of the record, in epoch milliseconds; negative if there is none. */
    long timeMs();
}
