package io.lockweir.encryption.confluent;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Which message of a Protobuf file a body is: its index in the file, then in the message around it, and so on. As bytes zigzag varints,
 * the count first; {@code [0]}, the first message of the file, is the single byte 00.
 *
 * @param path at least one index, none negative
 */
public record MessageIndexes(List<Integer> path) {
    /** The first message of a file. */
    public static final MessageIndexes FIRST = new MessageIndexes(List.of(0));

    /** Deeper nesting is not meant. */
    private static final int DEEPEST = 100;

    public MessageIndexes {
        path = List.copyOf(path);
        if (path.isEmpty() || path.size() > DEEPEST || path.stream().anyMatch(index -> index < 0)) {
            throw new IllegalArgumentException("A path of message indexes has 1 to " + DEEPEST + ", none negative");
        }
    }

    /** Their bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (equals(FIRST)) {
            out.write(0);
            return out.toByteArray();
        }
        write(out, path.size());
        path.forEach(index -> write(out, index));
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int value) {
        long rest = (long) value << 1;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Reads indexes and tells where they end. */
    static final class Reading {
        private static final int LONGEST = 5;

        private final byte[] bytes;
        private int at;

        Reading(byte[] bytes, int offset) {
            this.bytes = bytes;
            this.at = offset;
        }

        MessageIndexes indexes() {
            int count = number();
            if (count == 0) {
                return FIRST;
            }
            if (count > DEEPEST) {
                throw malformed();
            }
            Integer[] path = new Integer[count];
            for (int i = 0; i < count; i++) {
                path[i] = number();
            }
            return new MessageIndexes(List.of(path));
        }

        int end() {
            return at;
        }

        private int number() {
            long raw = 0;
            for (int i = 0; i < LONGEST && at < bytes.length; i++) {
                byte next = bytes[at++];
                raw |= (long) (next & 0x7F) << (7 * i);
                if (next >= 0) {
                    return unzigzagged(raw);
                }
            }
            throw malformed();
        }

        private static int unzigzagged(long raw) {
            if ((raw & 1) != 0 || raw >>> 1 > Integer.MAX_VALUE) {
                throw malformed();
            }
            return (int) (raw >>> 1);
        }

        private static EnvelopeException malformed() {
            return new EnvelopeException(
                    Reason.MALFORMED, "The message indexes are cut off, negative or too many; the body is no Protobuf");
        }
    }
}
