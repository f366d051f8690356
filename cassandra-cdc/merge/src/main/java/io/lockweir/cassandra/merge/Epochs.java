package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Where tables were truncated, in the log of each host. A truncation is no deletion with a timestamp: what a host wrote to its log up to it is
 * gone whatever its timestamp, what it wrote behind it stays whatever its timestamp.
 *
 * <p>Source: {@code system.local.truncated_at} and how Cassandra replays its own log ({@code CommitLogReplayer}), which leaves out mutations that
 * end at or before the position.
 *
 * @param positions of the last truncation of a table that a host knows
 */
public record Epochs(Map<TableId, Map<UUID, LogPosition>> positions) {

    public static final Epochs NONE = new Epochs(Map.of());

    public Epochs {
        Map<TableId, Map<UUID, LogPosition>> copy = new HashMap<>();
        positions.forEach((table, hosts) -> copy.put(table, Map.copyOf(hosts)));
        positions = Map.copyOf(copy);
    }

    /** With one more truncation; itself if the host is known to have truncated the table there or later. */
    public Epochs truncated(TableId table, UUID host, LogPosition position) {
        if (isOver(table, host, position)) {
            return this;
        }
        Map<TableId, Map<UUID, LogPosition>> next = new HashMap<>(positions);
        Map<UUID, LogPosition> hosts = new HashMap<>(positions.getOrDefault(table, Map.of()));
        hosts.put(host, position);
        next.put(table, hosts);
        return new Epochs(next);
    }

    /** Whether an entry of a host's log, by the position where it ends, was truncated away: it must not be merged. */
    public boolean isOver(TableId table, UUID host, LogPosition end) {
        LogPosition truncated = positions.getOrDefault(table, Map.of()).get(host);
        return truncated != null && end.compareTo(truncated) <= 0;
    }

    /** Without a table that was dropped. */
    public Epochs without(TableId table) {
        Map<TableId, Map<UUID, LogPosition>> next = new HashMap<>(positions);
        next.remove(table);
        return new Epochs(next);
    }
}
