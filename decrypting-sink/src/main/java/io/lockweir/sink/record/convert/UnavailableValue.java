package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.OnUnavailable;
import io.lockweir.sink.record.ReasonCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's placeholder for a large (TOASTed) value that an update left unchanged, in every form its PostgreSQL connector
 * gives it: text, bytes in each {@code binary.handling.mode}, arrays of text, bytes, numbers and UUIDs, and hstore maps.
 */
public final class UnavailableValue {
    private static final String HEX = "hex:";

    private final OnUnavailable action;
    private final byte[] bytes;
    private final String[] texts;
    private final Set<Object> collections = new HashSet<>();

    /** @param placeholder as configured at the source, {@code hex:} form included */
    public UnavailableValue(String placeholder, OnUnavailable action) {
        this.action = action;
        this.bytes = placeholder.startsWith(HEX)
                ? HexFormat.of().parseHex(placeholder.substring(HEX.length()))
                : placeholder.getBytes(StandardCharsets.UTF_8);
        String text = new String(bytes, StandardCharsets.UTF_8);
        this.texts = Stream.of(
                        text,
                        HexFormat.of().formatHex(bytes),
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().encodeToString(bytes))
                .distinct()
                .toArray(String[]::new);
        List<Integer> integers = new ArrayList<>();
        List<Long> longs = new ArrayList<>();
        for (byte each : bytes) {
            integers.add((int) each);
            longs.add((long) each);
        }
        collections.add(List.of(text));
        collections.add(List.of(ByteBuffer.wrap(bytes)));
        collections.add(List.of(UUID.nameUUIDFromBytes(bytes).toString()));
        collections.add(integers);
        collections.add(longs);
        collections.add(Map.of(text, text));
    }

    /**
     * The value to write, which is the given one unless it is the placeholder.
     *
     * @throws Refusal if it is the placeholder, and what to write is not configured
     */
    @Nullable
    Object resolve(String field, Object value) {
        if (!isPlaceholder(value)) {
            return value;
        }
        return switch (action) {
            case KEEP -> value;
            case NULL -> null;
            case FAIL ->
                throw new Refusal(
                        ReasonCode.UNAVAILABLE_VALUE,
                        field,
                        "The source sent its placeholder for an unchanged large value; set on.unavailable.value to keep or"
                                + " null, or give the source table REPLICA IDENTITY FULL");
        };
    }

    boolean isPlaceholder(Object value) {
        if (value instanceof String text) {
            return isPlaceholder(text);
        }
        if (value instanceof byte[] array) {
            return Arrays.equals(array, bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.equals(ByteBuffer.wrap(bytes));
        }
        if (value instanceof List<?> list) {
            boolean possible = list.size() == 1 || list.size() == bytes.length;
            return possible && collections.contains(normal(list));
        }
        return value instanceof Map<?, ?> map && map.size() == 1 && collections.contains(map);
    }

    /** Most texts differ in length already, so that nothing of them is read: a hash would be of every character. */
    private boolean isPlaceholder(String text) {
        for (String each : texts) {
            if (each.length() == text.length() && each.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** Arrays compare by identity; buffers by content. */
    private static List<?> normal(List<?> list) {
        return list.size() == 1 && list.get(0) instanceof byte[] array ? List.of(ByteBuffer.wrap(array)) : list;
    }
}
