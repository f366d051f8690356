package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Masks text, by code points: what is kept of a character is never half of it. */
final class Masking implements Conversion {
    private final Place place;
    private final FieldMode.Mask mask;
    private final Placeholder placeholder;

    private Masking(Place place, FieldMode.Mask mask, Placeholder placeholder) {
        this.place = place;
        this.mask = mask;
        this.placeholder = placeholder;
    }

    /** For data without a schema. */
    static Conversion of(Place place, FieldMode.Mask mask, Placeholder placeholder) {
        return new Masking(place, mask, placeholder);
    }

    /** The masked field is plain text: it is no valid JSON, UUID or whatever else its schema's name promised. */
    static Planned planned(Place place, FieldMode.Mask mask, Schema schema, Placeholder placeholder) {
        if (schema.type() != Schema.Type.STRING) {
            throw FieldException.of(
                    FieldFailure.UNSUPPORTED_BRANCH, place, "only text can be masked, this is " + schema.type());
        }
        SchemaBuilder masked = SchemaBuilder.string();
        // As with encrypted fields: a default would stand in clear, and without it a null needs room.
        if (schema.isOptional() || schema.defaultValue() != null) {
            masked.optional();
        }
        if (schema.doc() != null) {
            masked.doc(schema.doc());
        }
        return new Planned(masked.build(), of(place, mask, placeholder));
    }

    @Override
    public Object apply(Object value) {
        if (!(value instanceof String text)) {
            throw FieldException.of(
                    FieldFailure.VALUE_MISMATCH,
                    place,
                    "only text can be masked, this is a " + value.getClass().getName());
        }
        return placeholder.is(text) ? text : masked(text);
    }

    private String masked(String text) {
        int[] characters = text.codePoints().toArray();
        int kept = mask.keepFirst() + mask.keepLast();
        boolean keeps = 2L * kept <= characters.length;
        int from = keeps ? mask.keepFirst() : 0;
        int to = keeps ? characters.length - mask.keepLast() : characters.length;
        Arrays.fill(characters, from, to, mask.with().codePointAt(0));
        return new String(characters, 0, characters.length);
    }
}
