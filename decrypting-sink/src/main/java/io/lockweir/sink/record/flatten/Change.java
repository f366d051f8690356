package io.lockweir.sink.record.flatten;

import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A record taken apart.
 *
 * @param envelope the change event, null for a flat row
 * @param operation {@code c}, {@code u}, {@code d} or {@code r}, null for a flat row
 * @param before null if the event does not have it
 * @param after null if the event does not have it
 */
public record Change(
        @Nullable Object envelope,
        @Nullable String operation,
        @Nullable RowImage before,
        @Nullable RowImage after) {

    static Change ofRow(Object row) {
        return new Change(null, null, null, RowImage.of(row, null));
    }

    static Change ofEvent(Object event, String operation) {
        return new Change(event, operation, image(event, EventFields.BEFORE), image(event, EventFields.AFTER));
    }

    private static @Nullable RowImage image(Object event, String name) {
        Object image = EventFields.read(event, name);
        return image == null ? null : RowImage.of(image, event);
    }

    public boolean event() {
        return envelope != null;
    }

    public boolean update() {
        return "u".equals(operation);
    }

    public boolean delete() {
        return "d".equals(operation);
    }

    /** The image that says what the row is, or, of a delete, was. @throws Refusal if the event does not have it */
    public RowImage row() {
        RowImage image = delete() ? before : after;
        if (image == null) {
            throw new Refusal(
                    ReasonCode.MISSING_IMAGE,
                    "",
                    "The change event has no " + (delete() ? EventFields.BEFORE : EventFields.AFTER)
                            + " image; give the source table a primary key or REPLICA IDENTITY FULL");
        }
        return image;
    }

    /** By operation only: it holds values. */
    @Override
    public String toString() {
        return "Change[" + operation + "]";
    }
}
