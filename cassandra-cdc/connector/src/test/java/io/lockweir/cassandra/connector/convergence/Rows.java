package io.lockweir.cassandra.connector.convergence;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    static String column(String name, byte[] value, List<Long> written, List<Long> ends) {
        return name + "=" + HexFormat.of().formatHex(value) + "@" + written + "/" + ends + " ";
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
