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
     * @param committed up to where a partition is in the table; negative if nothing is
     */
    Standing standing(long validThroughMs, Set<TopicPartition> partitions, ToLongFunction<TopicPartition> committed) {
        logs.keySet().retainAll(partitions);
        long lag = logs.isEmpty() ? -1 : 0;
        long above = logs.isEmpty() ? -1 : Long.MAX_VALUE;
        String danger = "";
        for (Map.Entry<TopicPartition, Probed> each : logs.entrySet()) {
            Probed log = each.getValue();
            long to = Math.max(committed.applyAsLong(each.getKey()), 0);
            lag += Math.max(0, log.end() - Math.max(to, log.start()));
            above = Math.min(above, Math.max(0, to - log.start()));
            if (near(log, to)) {
                danger = each.getKey() + " at offset " + to + " of " + log.start() + " to " + log.end();
            }
        }
        if (!danger.isEmpty() && !alarm) {
            LOG.warn("Table {} stands near the start of the log, where retention deletes: {}", table, danger);
        }
        alarm = !danger.isEmpty();
        return new Standing(validThroughMs, lag, above, alarm);
    }

    /** Of a log whose start has never moved, nothing is deleted yet. */
    private boolean near(Probed log, long to) {
        long first = alarmPercent * (log.end() - log.start()) / 100;
        return !log.reached() && log.start() > 0 && to < log.end() && to - log.start() < first;
    }
}
