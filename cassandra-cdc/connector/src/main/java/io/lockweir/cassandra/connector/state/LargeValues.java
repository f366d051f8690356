package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.Slice;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values in several records, since a broker takes none above about a megabyte: a partition with many range deletes has such a state. All of its records are
 * written in one transaction each time, so that what was committed last fits together.
 *
 * <pre>
 * record      = key whole                            ; StateRecords says what keys and values there are
 *             / key %x01 %x07 count                  ; in parts, which stand under
 * part        = %x07 key number %x01 *octet
 * count, number = 4 octets
 * </pre>
 */
final class LargeValues {
    static final byte KIND = 7;

    /** Far below {@code max.request.size} and {@code message.max.bytes} of Kafka's defaults, also when encrypted. */
    static final int PART_BYTES = 500_000;

    private static final byte VERSION = 1;

    private final Map<Slice, Integer> counts = new HashMap<>();
    private final Map<Slice, Integer> read = new HashMap<>();
    private final Map<Slice, Map<Integer, byte[]>> parts = new HashMap<>();

    /** Writes a value, or null, as one record or more. */
    void write(byte[] key, byte @Nullable [] value, Records to) {
        int count = value == null || value.length <= PART_BYTES ? 0 : (value.length + PART_BYTES - 1) / PART_BYTES;
        Integer before = count == 0 ? counts.remove(Slice.of(key)) : counts.put(Slice.of(key), count);
        for (int number = 0; value != null && number < count; number++) {
            int from = number * PART_BYTES;
            int length = Math.min(PART_BYTES, value.length - from);
            byte[] part = ByteBuffer.allocate(1 + length)
                    .put(VERSION)
                    .put(value, from, length)
                    .array();
            to.write(partKey(key, number), part);
        }
        for (int number = count; before != null && number < before; number++) {
            to.write(partKey(key, number), null);
        }
        to.write(key, count == 0 ? value : inParts(count));
    }

    /** Where records go to. */
    @FunctionalInterface
    interface Records {
        /** Writes one; a null value removes it. */
        void write(byte[] key, byte @Nullable [] value);
    }

    /** A record that was read and is a part. */
    void readPart(byte[] key, byte @Nullable [] part) {
        if (key.length < 1 + Integer.BYTES) {
            throw new StateDamagedException("a part's key is cut off");
        }
        ByteBuffer in = ByteBuffer.wrap(key);
        byte[] whole = new byte[key.length - 1 - Integer.BYTES];
        int number = in.get(1, whole).getInt(1 + whole.length);
        Map<Integer, byte[]> known = parts.computeIfAbsent(Slice.of(whole), any -> new HashMap<>());
        if (part == null) {
            known.remove(number);
        } else {
            known.put(number, part);
        }
    }

    /**
     * Any other record that was read.
     *
     * @return whether its value is in parts, which {@link #join} gives
     */
    boolean read(byte[] key, byte @Nullable [] value) {
        boolean inParts = value != null && value.length == 2 + Integer.BYTES && value[0] == VERSION && value[1] == KIND;
        if (inParts) {
            read.put(Slice.of(key), ByteBuffer.wrap(value).getInt(2));
        } else {
            read.remove(Slice.of(key));
        }
        return inParts;
    }

    /** Once all records of a partition of the topic were read: gives the values that are in parts. */
    void join(BiConsumer<byte[], byte[]> to) {
        read.forEach((key, count) -> to.accept(key.toByteArray(), joined(parts.getOrDefault(key, Map.of()), count)));
        counts.putAll(read);
        read.clear();
        parts.clear();
    }

    private static byte[] joined(Map<Integer, byte[]> parts, int count) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int number = 0; number < count; number++) {
            byte[] part = parts.get(number);
            if (part == null || part.length == 0 || part[0] != VERSION) {
                throw new StateDamagedException("a value in " + count + " parts lacks one");
            }
            whole.write(part, 1, part.length - 1);
        }
        return whole.toByteArray();
    }

    private static byte[] partKey(byte[] key, int number) {
        return ByteBuffer.allocate(1 + key.length + Integer.BYTES)
                .put(KIND)
                .put(key)
                .putInt(number)
                .array();
    }

    private static byte[] inParts(int count) {
        return ByteBuffer.allocate(2 + Integer.BYTES)
                .put(VERSION)
                .put(KIND)
                .putInt(count)
                .array();
    }
}
