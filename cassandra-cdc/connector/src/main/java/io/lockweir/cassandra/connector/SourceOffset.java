package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.format.LogPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where reading goes on, as Connect keeps it: {@code host.ID} is {@code SEGMENT:OFFSET} of that node's log, {@code skip} the events of the entry there that
 * are out already. One entry a host, so that a ring has room.
 *
 * @param host id of the node
 * @param skip events of the entry at the position that were sent
 */
record SourceOffset(String host, LogPosition position, int skip) {
    private static final String HOST = "host.";
    private static final String SKIP = "skip";

    Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put(HOST + host, position.segment() + ":" + position.offset());
        map.put(SKIP, (long) skip);
        return map;
    }

    /**
     * From Connect's map.
     *
     * @throws IllegalArgumentException if it is not one of ours, or of several hosts
     */
    static Optional<SourceOffset> of(Map<String, Object> map) {
        Map<String, Object> hosts = new HashMap<>(map);
        Object skip = hosts.remove(SKIP);
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        if (hosts.size() > 1) {
            throw new IllegalArgumentException("an offset of " + hosts.size() + " hosts");
        }
        Map.Entry<String, Object> entry = hosts.entrySet().iterator().next();
        String[] position = entry.getValue().toString().split(":", 2);
        if (!entry.getKey().startsWith(HOST) || position.length != 2) {
            throw new IllegalArgumentException("an offset that this connector has not written");
        }
        return Optional.of(new SourceOffset(
                entry.getKey().substring(HOST.length()),
                new LogPosition(Long.parseLong(position[0]), Integer.parseInt(position[1])),
                skip instanceof Number number ? number.intValue() : 0));
    }
}
