package io.lockweir.cassandra.connector.convergence;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rows as text, by {@code TABLE KEY…} or {@code TABLE.static KEY…}: of each column that is not null its bytes as a node sends them, the timestamps of its
 * cells, and when they end.
 */
final class Rows {
    private final Map<String, String> lines = new TreeMap<>();

    void put(String key, String line) {
        lines.put(key, line);
    }

    Map<String, String> lines() {
        return lines;
    }

    /** What is not the same in both, at most a hundred rows of it, in words. */
    List<String> differences(Rows expected) {
        Set<String> keys = new TreeSet<>(lines.keySet());
        keys.addAll(expected.lines.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(lines.get(key), expected.lines.get(key)))
                .limit(100)
                .map(key -> "\n" + key + "\n  is       " + lines.get(key) + "\n  expected " + expected.lines.get(key))
                .toList();
    }

    static String column(String name, byte[] value, List<Long> written, List<Long> ends) {
        return name + "=" + HexFormat.of().formatHex(value) + "@" + written + "/" + ends + " ";
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
