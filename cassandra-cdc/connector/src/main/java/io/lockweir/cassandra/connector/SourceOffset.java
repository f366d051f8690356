package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.format.LogPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where reading goes on, as Connect keeps it: {@code host.ID} is {@code SEGMENT:OFFSET} of that node's log, {@code part} and {@code skip} what of the
 * entry there is out already. One entry a host, so that a ring has room.
 *
 * @param host id of the node
 * @param sent of the entry at the position, or of the expiry or the reading there
 * @param clock times to live up to it have ended and were told, in seconds since 1970; 0 with {@code images=delta}
 * @param expiring up to when the expiry goes that is being told; 0 for none
 * @param readings how often rows were read from the node, each told to its end
 * @param reading whether the reading after those is being told
 */
record SourceOffset(
        String host, LogPosition position, Sent sent, long clock, long expiring, long readings, boolean reading) {
    private static final String HOST = "host.";
    private static final String PART = "part";
    private static final String SKIP = "skip";
    private static final String CLOCK = "clock";
    private static final String EXPIRING = "expiring";
    private static final String READINGS = "readings";
    private static final String READING = "reading";
    /** A position, how much of it, and perhaps a clock. */
    private static final int MOST_OFTEN = 4;

    /** Without a clock, where nothing is being told. */
    SourceOffset(String host, LogPosition position) {
        this(host, position, Sent.NONE, 0, 0, 0, false);
    }

    /** Where nothing is being told. */
    static SourceOffset at(String host, Place place) {
        return new SourceOffset(host, place.position(), Sent.NONE, place.clock(), 0, place.readings(), false);
    }

    /** With so much sent. */
    SourceOffset with(Sent now) {
        return new SourceOffset(host, position, now, clock, expiring, readings, reading);
    }

    /** Whether all events are out that a state has merged. */
    boolean covers(Place state) {
        int order = position.compareTo(state.position());
        return order > 0 || (order == 0 && clock >= state.clock() && readings >= state.readings());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>(MOST_OFTEN);
        map.put(HOST + host, position.segment() + ":" + position.offset());
        map.put(SKIP, (long) sent.places());
        if (sent.part() != 0) {
            map.put(PART, (long) sent.part());
        }
        if (clock != 0) {
            map.put(CLOCK, clock);
        }
        if (expiring != 0) {
            map.put(EXPIRING, expiring);
        }
        if (readings != 0) {
            map.put(READINGS, readings);
        }
        if (reading) {
            map.put(READING, 1L);
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
        Object part = hosts.remove(PART);
        Object skip = hosts.remove(SKIP);
        Object clock = hosts.remove(CLOCK);
        Object expiring = hosts.remove(EXPIRING);
        Object readings = hosts.remove(READINGS);
        Object reading = hosts.remove(READING);
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
                new Sent((int) number(part), (int) number(skip)),
                number(clock),
                number(expiring),
                number(readings),
                number(reading) != 0));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
