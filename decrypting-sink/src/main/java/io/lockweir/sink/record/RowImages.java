package io.lockweir.sink.record;

import java.util.Locale;

/** How a record value is read. */
public enum RowImages {
    /** A change event if the schema's name ends in {@code .Envelope}, or, without schema, if it has an envelope's fields. */
    AUTO,
    /** Always a change event. */
    DEBEZIUM,
    /** Always a flat row. */
    FLAT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
