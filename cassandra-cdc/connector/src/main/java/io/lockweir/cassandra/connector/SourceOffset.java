package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.format.LogPosition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where reading goes on, as Connect keeps it: {@code host.ID} is {@code SEGMENT:OFFSET} of that node's log, {@code skip} the events of the entry there that
 * are out already. One entry a host, so that a ring has room.
 *
 * @param host id of the node
 * @param skip events of the entry at the position that were sent, or of the expiry there
 * @param clock times to live up to it have ended and were told, in seconds since 1970; 0 with {@code images=delta}
 * @param expiring up to when the expiry goes that is being told; 0 for none
 */
record SourceOffset(String host, LogPosition position, int skip, long clock, long expiring)
        implements Comparable<SourceOffset> {
    private static final String HOST = "host.";
    private static final String SKIP = "skip";
    private static final String CLOCK = "clock";
    private static final String EXPIRING = "expiring";

    /** Without a clock. */
    SourceOffset(String host, LogPosition position, int skip) {
        this(host, position, skip, 0, 0);
    }

    /** Whether all events are out that a state has merged. */
    boolean covers(Place state) {
        int order = position.compareTo(state.position());
        return order > 0 || (order == 0 && clock >= state.clock());
    }

    /** In the order in which one node's events go out. */
    @Override
    public int compareTo(SourceOffset other) {
        return Comparator.comparing(SourceOffset::position)
                .thenComparingLong(SourceOffset::clock)
                .thenComparingInt(SourceOffset::skip)
                .compare(this, other);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put(HOST + host, position.segment() + ":" + position.offset());
        map.put(SKIP, (long) skip);
        if (clock != 0) {
            map.put(CLOCK, clock);
        }
        if (expiring != 0) {
            map.put(EXPIRING, expiring);
        }
        return map;
    }

    /**
     * From Connect's map.
     *
     * @throws IllegalArgumentException if it is not one of ours, or of several hosts
     */
    static Optional<SourceOffset> of(Map<String, ?> map) {
        Map<String, Object> hosts = new HashMap<>(map);
        Object skip = hosts.remove(SKIP);
        Object clock = hosts.remove(CLOCK);
        Object expiring = hosts.remove(EXPIRING);
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
                (int) number(skip),
                number(clock),
                number(expiring)));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
