package io.lockweir.sink.feed;

import io.lockweir.sink.source.Probed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far one table is from the starts and ends of its logs, as far as the last probe tells. */
final class LogDistance {

    private static final Logger LOG = LoggerFactory.getLogger(LogDistance.class);

    private final TableIdentifier table;
    private final int alarmPercent;
    private final Map<TopicPartition, Probed> logs = new HashMap<>();
    private boolean alarm;

    /** @param alarmPercent of a log's offsets, first part of it in which to raise an alarm; 0 for none */
    LogDistance(TableIdentifier table, int alarmPercent) {
        this.table = table;
        this.alarmPercent = alarmPercent;
    }

    void probed(TopicPartition partition, Probed probed) {
        logs.put(partition, probed);
    }

    /**
     * Where that leaves the table.
     *
     * @param committed what the table says of a partition; negative if nothing
     */
    Standing standing(long validThroughMs, Set<TopicPartition> partitions, ToLongFunction<TopicPartition> committed) {
        logs.keySet().retainAll(partitions);
        long lag = logs.isEmpty() ? -1 : 0;
        long above = Long.MAX_VALUE;
        TopicPartition near = null;
        for (Map.Entry<TopicPartition, Probed> each : logs.entrySet()) {
            Probed log = each.getValue();
            long to = Math.max(committed.applyAsLong(each.getKey()), 0);
            long behind = Math.max(0, log.end() - Math.max(to, log.start()));
            lag += behind;
            above = Math.min(above, Math.max(0, to - log.start()));
            if (!log.reached() && behind > 0 && (to - log.start()) * 100 < alarmPercent * (log.end() - log.start())
                    && log.start() > 0) {
                near = each.getKey();
            }
        }
        if (near != null && !alarm) {
            LOG.warn(
                    "Table {} stands near the start of the log of {}, where retention deletes: at offset {} of {} to {}",
                    table,
                    near,
                    committed.applyAsLong(near),
                    logs.get(near) == null ? "?" : logs.get(near).start(),
                    logs.get(near) == null ? "?" : logs.get(near).end());
        }
        alarm = near != null;
        return new Standing(validThroughMs, lag, logs.isEmpty() ? -1 : above, alarm);
    }
}
