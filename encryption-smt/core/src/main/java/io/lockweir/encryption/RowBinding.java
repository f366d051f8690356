package io.lockweir.encryption;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.value.PlaintextBuffer;
import io.lockweir.encryption.value.PlaintextEncoder;
import io.lockweir.encryption.value.ValueSchema;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The clear fields of a row that its values are bound to (suite 03): moved to a row in which one of them differs, a value does not
 * decrypt. Enter each row before its values are encrypted or decrypted, and leave it afterwards. Belongs to the thread of its engine.
 */
public final class RowBinding {
    private static final int MAX_FIELDS = 255;

    /**
     * One such field.
     *
     * @param path from the row image
     * @param schema of its clear value; the same at the writer and the reader
     */
    public record Sibling(FieldPath path, ValueSchema schema) {}

    /** Such a field and its encodings. */
    private static final class Bound {
        /** Where its value stands among those of a row. */
        private final int index;

        private final FieldPath path;
        private final byte[] encodedPath;
        private final PlaintextEncoder encoder;

        Bound(int index, Sibling sibling) {
            this.index = index;
            this.path = sibling.path();
            this.encodedPath = path.encoded();
            this.encoder = PlaintextEncoder.typed(sibling.schema());
        }

        /** By the bytes of the steps alone: the count before them is no part of the order. */
        static int compare(Bound left, Bound right) {
            return Arrays.compareUnsigned(
                    left.encodedPath, 1, left.encodedPath.length, right.encodedPath, 1, right.encodedPath.length);
        }
    }

    private final List<Bound> ordered;
    private final PlaintextBuffer buffer = new PlaintextBuffer();
    private byte @Nullable [] row;

    /**
     * Binds to fields.
     *
     * @throws IllegalArgumentException if there is none, one is named twice or there are more than 255
     */
    public RowBinding(List<Sibling> siblings) {
        if (siblings.isEmpty() || siblings.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "Values are bound to between 1 and " + MAX_FIELDS + " fields of their row, not " + siblings.size());
        }
        if (siblings.stream().map(Sibling::path).distinct().count() != siblings.size()) {
            throw new IllegalArgumentException("Values are bound to one field of their row twice");
        }
        this.ordered = IntStream.range(0, siblings.size())
                .mapToObj(i -> new Bound(i, siblings.get(i)))
                .sorted(Bound::compare)
                .toList();
    }

    /**
     * Takes a row's values.
     *
     * @param values in the order of the constructor, as border values of {@link io.lockweir.encryption.value.ValueType}; null for none
     * @throws EnvelopeException if one has no encoding
     */
    public void enter(@Nullable Object[] values) {
        row = null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((int) Arrays.stream(values).filter(value -> value != null).count());
        for (Bound bound : ordered) {
            Object value = values[bound.index];
            if (value != null) {
                write(bound, value, bytes);
            }
        }
        row = bytes.toByteArray();
    }

    /** Forgets the row. */
    public void leave() {
        row = null;
    }

    /** {@code m ‖ m × (n ‖ steps ‖ u32 length ‖ plaintext encoding)} of the row entered last. */
    byte[] bytes() {
        byte[] entered = row;
        if (entered == null) {
            throw new IllegalStateException("A value is bound to its row, and no row was entered");
        }
        return entered;
    }

    /** The fields, for messages. */
    @Override
    public String toString() {
        return String.join(
                ", ",
                ordered.stream()
                        .sorted(Comparator.comparingInt(bound -> bound.index))
                        .map(bound -> bound.path.toString())
                        .toList());
    }

    private void write(Bound bound, Object value, ByteArrayOutputStream bytes) {
        buffer.reset();
        try {
            bound.encoder.encode(value, buffer);
        } catch (EnvelopeException e) {
            throw new EnvelopeException(
                    e.reason(), "Field " + bound.path + ", which values are bound to: " + e.getMessage());
        }
        bytes.writeBytes(bound.encodedPath);
        int length = buffer.length();
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(length >>> shift);
        }
        bytes.write(buffer.array(), 0, length);
    }
}
