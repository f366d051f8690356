package io.lockweir.sink.record.flatten;

import io.lockweir.connect.record.RowImages;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Tells rows and change events apart, and takes them apart. */
public final class Flattener {
    private static final Set<String> OPERATIONS = Set.of("c", "u", "d", "r");
    private static final String ENVELOPE = ".Envelope";
    /** Heartbeats, transaction boundaries and schema changes are named like this; tables are named after their topics. */
    private static final String CONTROL = "io.debezium.connector.";

    private final RowImages rowImages;

    public Flattener(RowImages rowImages) {
        this.rowImages = rowImages;
    }

    /**
     * What a value that is not null says.
     *
     * @throws Refusal if it is no row, or an operation the sink does not know
     */
    public Change change(@Nullable Schema schema, Object value) {
        if (!(value instanceof Struct) && !(value instanceof Map)) {
            throw new Refusal(
                    ReasonCode.UNSUPPORTED_RECORD,
                    "",
                    "A value of " + value.getClass() + " is no row; check the converter");
        }
        boolean event = isEvent(schema);
        if (!event && schema != null && schema.name() != null && schema.name().startsWith(CONTROL)) {
            throw new Refusal(
                    ReasonCode.UNSUPPORTED_RECORD,
                    "",
                    "A record of " + schema.name() + " is no row; leave its topic out of topics and of the mapping");
        }
        return event ? Change.ofEvent(value, operation(value)) : Change.ofRow(value);
    }

    /** Both images of a change event, or the row: whatever of the record a policy speaks about. */
    public void eachImage(@Nullable Schema schema, Object value, java.util.function.Consumer<RowImage> consumer) {
        if (!isEvent(schema)) {
            consumer.accept(RowImage.of(value, null));
            return;
        }
        for (String name : new String[] {EventFields.BEFORE, EventFields.AFTER}) {
            Object image = EventFields.read(value, name);
            if (image != null) {
                consumer.accept(RowImage.of(image, value));
            }
        }
    }

    /** Time of the change at its source, else of the record; {@link Outcome#NO_TIME} without either. */
    public static long eventTimeMs(SinkRecord record, @Nullable Object envelope) {
        Long source = EventFields.number(EventFields.read(envelope, EventFields.SOURCE), "ts_ms");
        if (source != null) {
            return source;
        }
        return record.timestamp() == null ? Outcome.NO_TIME : record.timestamp();
    }

    /** The change event that a value is; null for a flat row. */
    public @Nullable Object envelope(@Nullable Schema schema, Object value) {
        return isEvent(schema) ? value : null;
    }

    private boolean isEvent(@Nullable Schema schema) {
        return switch (rowImages) {
            case DEBEZIUM -> true;
            case FLAT -> false;
            case AUTO ->
                schema != null && schema.name() != null && schema.name().endsWith(ENVELOPE);
        };
    }

    private static String operation(Object event) {
        String operation = EventFields.text(event, EventFields.OPERATION);
        if (operation == null) {
            throw new Refusal(
                    ReasonCode.UNSUPPORTED_RECORD,
                    "",
                    "The record is no change event: it has no text field op; see row.images");
        }
        if (!OPERATIONS.contains(operation)) {
            throw new Refusal(
                    ReasonCode.UNSUPPORTED_OPERATION,
                    "",
                    "The sink knows the operations c, u, d and r only; have the source skip the others with"
                            + " skipped.operations");
        }
        return operation;
    }
}
