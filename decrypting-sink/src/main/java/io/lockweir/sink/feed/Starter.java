package io.lockweir.sink.feed;

import io.lockweir.sink.feed.PartitionState.Phase;
import io.lockweir.sink.hold.Hold;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one lookup of starting points under way while partitions need it, and tries again when it fails. */
final class Starter {

    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    /** For tables and brokers together; what hangs longer is asked anew. */
    private static final long TIMEOUT_MS = 180_000;

    private final StartLookup lookup;
    private final Map<TopicPartition, PartitionState> asked = new HashMap<>();
    private @Nullable CompletableFuture<StartLookup.Starts> running;
    private long notBeforeMs;
    private int failures;

    Starter(StartLookup lookup) {
        this.lookup = lookup;
    }

    boolean idle() {
        return running == null;
    }

    /** Takes in a finished lookup, and starts the next one. Never blocks. */
    void advance(Map<TopicPartition, PartitionState> partitions, Map<TableIdentifier, TableFeed> feeds, long nowMs) {
        CompletableFuture<StartLookup.Starts> done = running;
        if (done != null && done.isDone()) {
            running = null;
            try {
                boolean whole = apply(done.join(), partitions, feeds, nowMs);
                failures = whole ? 0 : failures + 1;
                notBeforeMs = whole ? nowMs : nowMs + delayMs();
            } catch (CompletionException e) {
                failures++;
                notBeforeMs = nowMs + delayMs();
                LOG.warn(
                        "Where to begin could not be looked up, failure {}; next in {} ms",
                        failures,
                        notBeforeMs - nowMs,
                        e);
                release(partitions);
            }
        }
        if (running == null && nowMs >= notBeforeMs && noneWaits(partitions)) {
            ask(partitions, nowMs);
        }
    }

    /** A finished lookup is first acted on, partition by partition, before the next one. */
    private static boolean noneWaits(Map<TopicPartition, PartitionState> partitions) {
        return partitions.values().stream().noneMatch(p -> p.phase == Phase.RESOLVING);
    }

    private void ask(Map<TopicPartition, PartitionState> partitions, long nowMs) {
        Map<TableIdentifier, Set<TopicPartition>> wanted = new HashMap<>();
        asked.clear();
        for (PartitionState state : partitions.values()) {
            boolean possible = state.phase == Phase.UNRESOLVED
                    && !state.allHeld()
                    && state.feeds.stream().allMatch(f -> f.held() || f.lookupPossible(state.partition, nowMs));
            if (possible) {
                state.phase = Phase.RESOLVING;
                asked.put(state.partition, state);
                state.unstarted()
                        .forEach(feed -> wanted.computeIfAbsent(feed.id, id -> new HashSet<>())
                                .add(state.partition));
            }
        }
        if (!wanted.isEmpty()) {
            running = lookup.find(wanted).orTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
    }

    private long delayMs() {
        return Math.min(30_000L, 250L << Math.min(failures, 7));
    }

    /** Returns whether every partition that was asked for has its answer. */
    private boolean apply(
            StartLookup.Starts found,
            Map<TopicPartition, PartitionState> partitions,
            Map<TableIdentifier, TableFeed> feeds,
            long nowMs) {
        found.holds().forEach((id, holds) -> {
            TableFeed feed = feeds.get(id);
            if (feed != null) {
                // All of them, so that an operator can answer them at once; but for those of partitions that went
                // meanwhile.
                holds.stream()
                        .filter(stopped -> stopped.partition()
                                .map(of -> isStill(of, partitions))
                                .orElse(true))
                        .forEach(stopped -> feed.stop(stopped.hold()));
            }
        });
        found.tables().forEach((id, table) -> {
            TableFeed feed = feeds.get(id);
            if (feed == null || feed.held()) {
                return;
            }
            try {
                feed.loaded(table);
            } catch (ConfigException e) {
                String what = String.valueOf(e.getMessage());
                feed.stop(Hold.drift(id, what, what));
            }
        });
        found.starts().forEach((id, starts) -> {
            TableFeed feed = feeds.get(id);
            starts.forEach((partition, begin) -> {
                if (feed != null && !feed.held() && isStill(partition, partitions) && !feed.started(partition)) {
                    feed.start(partition, begin, found, nowMs);
                }
            });
        });
        return asked.values().stream().allMatch(state -> state.unstarted().isEmpty());
    }

    /** Whether it is the same assignment as was asked for, and not one that came back after a rebalance. */
    private boolean isStill(TopicPartition partition, Map<TopicPartition, PartitionState> partitions) {
        return asked.get(partition) == partitions.get(partition);
    }

    private void release(Map<TopicPartition, PartitionState> partitions) {
        partitions.values().stream().filter(p -> p.phase == Phase.RESOLVING).forEach(p -> p.phase = Phase.UNRESOLVED);
    }
}
