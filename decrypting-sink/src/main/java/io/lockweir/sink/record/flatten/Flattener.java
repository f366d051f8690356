package io.lockweir.sink.record.flatten;

import io.lockweir.connect.record.RowImages;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row image of a record: the record itself, or, of a change event, {@code after} for creates, updates and snapshot
 * reads and {@code before} for deletes.
 */
public final class Flattener {
    private static final String ENVELOPE = ".Envelope";
    /** Heartbeats, transaction boundaries and schema changes are named like this; tables are named after their topics. */
    private static final String CONTROL = "io.debezium.connector.";

    private final RowImages rowImages;

    public Flattener(RowImages rowImages) {
        this.rowImages = rowImages;
    }

    /**
     * The row image of a value that is not null.
     *
     * @throws Refusal if it is no row, an operation append mode cannot express, or an event without the image it needs
     */
    public RowImage flatten(@Nullable Schema schema, Object value) {
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
        return event ? image(value) : RowImage.of(value, null);
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
    public static long eventTimeMs(SinkRecord record, RowImage image) {
        Long source = EventFields.number(EventFields.read(image.envelope(), EventFields.SOURCE), "ts_ms");
        if (source != null) {
            return source;
        }
        return record.timestamp() == null ? Outcome.NO_TIME : record.timestamp();
    }

    private boolean isEvent(@Nullable Schema schema) {
        return switch (rowImages) {
            case DEBEZIUM -> true;
            case FLAT -> false;
            case AUTO ->
                schema != null && schema.name() != null && schema.name().endsWith(ENVELOPE);
        };
    }

    private static RowImage image(Object event) {
        String operation = EventFields.text(event, EventFields.OPERATION);
        if (operation == null) {
            throw new Refusal(
                    ReasonCode.UNSUPPORTED_RECORD,
                    "",
                    "The record is no change event: it has no text field op; see row.images");
        }
        String name = switch (operation) {
            case "c", "u", "r" -> EventFields.AFTER;
            case "d" -> EventFields.BEFORE;
            default ->
                throw new Refusal(
                        ReasonCode.UNSUPPORTED_OPERATION,
                        "",
                        "Append mode knows the operations c, u, d and r only; have the source skip the others with"
                                + " skipped.operations");
        };
        Object image = EventFields.read(event, name);
        if (image == null) {
            throw new Refusal(
                    ReasonCode.MISSING_IMAGE,
                    "",
                    "The change event has no " + name
                            + " image; give the source table a primary key or REPLICA IDENTITY" + " FULL");
        }
        return RowImage.of(image, event);
    }
}
