package io.lockweir.encryption.path;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * The typed steps from a row image to a value. The text form is Kafka's KIP-821 (dots between fields, back ticks around names that
 * hold a dot) plus {@code [*]} for array elements, {@code {*}} for map values and {@code {key}} for map keys:
 * {@code items[*].owner.email}. The empty path means the whole part.
 */
public record FieldPath(List<Step> steps) {

    /** The path of a whole key or value. */
    public static final FieldPath WHOLE = new FieldPath(List.of());

    private static final int MAX_STEPS = 255;

    public FieldPath {
        steps = List.copyOf(steps);
        if (steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "A field path has " + steps.size() + " steps; at most " + MAX_STEPS + " are possible");
        }
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException naming the path and the position that is wrong
     */
    public static FieldPath parse(String text) {
        return new FieldPathParser(text).parse();
    }

    /** The path of top-level or nested fields by their plain names. */
    public static FieldPath of(String... names) {
        return new FieldPath(Stream.of(names).<Step>map(Step.Field::new).toList());
    }

    /** This path and one more step. */
    public FieldPath then(Step step) {
        return new FieldPath(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** Whether the last step is this one. */
    public boolean endsWith(Step step) {
        return !steps.isEmpty() && steps.get(steps.size() - 1).equals(step);
    }

    /** {@code n u8 ‖ n steps}, as it stands in the associated data. */
    public byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(steps.size());
        steps.forEach(step -> bytes.writeBytes(step.encoded()));
        return bytes.toByteArray();
    }

    /** The text form; {@link #parse} reads it back to an equal path. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Step.Field field) {
                text.append(text.isEmpty() ? "" : ".").append(FieldPathParser.quoted(field.name()));
            } else if (step instanceof Step.Element) {
                text.append(FieldPathParser.ELEMENT);
            } else {
                text.append(step instanceof Step.MapValue ? FieldPathParser.MAP_VALUE : FieldPathParser.MAP_KEY);
            }
        }
        return text.toString();
    }
}
