package io.lockweir.sink.feed;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.sink.feed.PartitionState.Phase;
import io.lockweir.sink.record.Outcome;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a task between Connect's calls, all of which come on one thread.
 *
 * <p>Two rules of Connect shape it. A {@code put} that throws a retriable exception gets the whole batch again, though part
 * of it was written; so {@link #put} never throws one. A seek asked for by {@code context.offset} happens before the next
 * {@code put} only if this one returns normally; so seeks are asked for here alone, and the records of the partition that
 * are still in the batch are dropped.
 *
 * <p>Whatever cannot be taken now is not kept: its partition is paused, and sought back when it can.
 */
public final class TaskLoop {

    private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);
    private static final long BUSY_MS = 100;
    private static final long CALM_MS = 1_000;
    private static final long KEY_RETRY_MS = 5_000;
    private static final int RECORDS_PER_MEMORY_CHECK = 1_000;

    private final SinkTaskContext context;
    private final FeedParts parts;
    private final Starter starter;
    private final Function<String, Set<TableIdentifier>> routes;
    private final Clock clock;
    private final MemoryBudget memory;
    private int unchecked;
    private final Map<TopicPartition, PartitionState> partitions = new HashMap<>();
    private final Map<TableIdentifier, TableFeed> feeds = new HashMap<>();
    private long tellAtMs;

    TaskLoop(
            SinkTaskContext context,
            FeedParts parts,
            StartLookup lookup,
            Function<String, Set<TableIdentifier>> routes,
            Clock clock) {
        this.context = context;
        this.parts = parts;
        this.starter = new Starter(lookup);
        this.routes = routes;
        this.clock = clock;
        this.memory = new MemoryBudget(parts.settings().memoryBytes());
    }

    /** Takes partitions over, paused. Does not block: where to begin is looked up meanwhile. */
    public void open(Collection<TopicPartition> opened) {
        for (TopicPartition partition : opened) {
            List<TableFeed> tables = routes.apply(partition.topic()).stream()
                    .map(id -> feeds.computeIfAbsent(id, key -> new TableFeed(key, parts)))
                    .toList();
            partitions.put(partition, new PartitionState(partition, tables));
        }
        context.pause(opened.toArray(TopicPartition[]::new));
    }

    /** Gives partitions up; what is not committed will be read again by whoever has them next. */
    public void close(Collection<TopicPartition> closed) {
        closed.forEach(partitions::remove);
        parts.logStarts().forget(closed);
        Set<TopicPartition> gone = new HashSet<>(closed);
        feeds.values().stream().filter(feed -> feed.touches(gone)).forEach(TableFeed::abandon);
        Set<TableFeed> needed =
                partitions.values().stream().flatMap(p -> p.feeds.stream()).collect(Collectors.toSet());
        // A held table is forgotten with its last partition; if that comes back, it is looked at anew.
        Set<TableFeed> left =
                feeds.values().stream().filter(feed -> !needed.contains(feed)).collect(Collectors.toSet());
        left.forEach(feed -> parts.metrics().left(feed.id));
        feeds.values().removeAll(left);
    }

    /** Takes what can be taken now. */
    public void put(Collection<SinkRecord> records) {
        long now = clock.millis();
        partitions.values().stream().filter(p -> p.phase == Phase.SEEKING).forEach(p -> p.phase = Phase.LIVE);
        parts.logStarts().advance(now);
        feeds.values().forEach(feed -> feed.settle(now));
        checkMemory(now);
        watch(now);
        starter.advance(partitions, feeds, now);
        wake(now);
        records.forEach(record -> take(record, now));
        probe(now);
        feeds.values().forEach(feed -> feed.cutIfDue(now));
        checkMemory(now);
        parts.logStarts().advance(now);
        feeds.values().forEach(feed -> feed.settle(now));
        watch(now);
        parts.metrics()
                .oldestUncommittedMs(feeds.values().stream()
                        .mapToLong(TableFeed::oldestUncommittedMs)
                        .filter(ms -> ms >= 0)
                        .min()
                        .orElse(-1));
        tell(now);
        failIfNothingGoesOn();
        boolean busy = partitions.values().stream().anyMatch(p -> p.phase != Phase.LIVE)
                || feeds.values().stream().anyMatch(feed -> !feed.idle())
                || !parts.logStarts().idle();
        // Connect calls again after this time even without records; the tasks of a table are to cut at the same moment.
        context.timeout(busy ? BUSY_MS : Math.max(1, Math.min(CALM_MS, nextCutMs() - clock.millis())));
    }

    private void tell(long now) {
        if (now >= tellAtMs) {
            tellAtMs = now + CALM_MS;
            feeds.values().stream()
                    .filter(feed -> !feed.held())
                    .forEach(feed -> parts.metrics().standing(feed.id, feed.standing()));
        }
    }

    /** Looks at the ends of the logs of what is being read. */
    private void probe(long now) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.values().stream()
                .filter(state -> state.phase == Phase.LIVE
                        && !state.allHeld()
                        && state.unstarted().isEmpty())
                .forEach(state -> positions.put(state.partition, state.leastNeeded()));
        parts.logEnds().advance(now, positions).forEach((partition, found) -> {
            PartitionState state = partitions.get(partition);
            if (state != null && state.phase == Phase.LIVE) {
                state.feeds.forEach(feed -> feed.probed(partition, found));
            }
        });
    }

    private long nextCutMs() {
        return feeds.values().stream().mapToLong(TableFeed::nextCutMs).min().orElse(Long.MAX_VALUE);
    }

    /** Stops partitions whose tables were reset or can take no more. */
    private void watch(long now) {
        for (PartitionState state : partitions.values()) {
            boolean reading = state.phase == Phase.LIVE || state.phase == Phase.SEEKING || state.phase == Phase.STALLED;
            if (reading && !state.unstarted().isEmpty()) {
                pause(state, Phase.UNRESOLVED);
            } else if (state.phase == Phase.LIVE && state.allHeld()) {
                pause(state, Phase.UNRESOLVED);
            } else if (state.phase == Phase.LIVE && underPressure(state)) {
                stall(state, now);
            }
        }
    }

    /** Reads on where nothing stands against it any more. */
    private void wake(long now) {
        for (PartitionState state : partitions.values()) {
            boolean ready = state.phase == Phase.RESOLVING
                    ? starter.idle()
                    : state.phase == Phase.STALLED && now >= state.stalledUntilMs && !underPressure(state);
            if (!ready) {
                continue;
            }
            if (state.allHeld() || !state.unstarted().isEmpty()) {
                state.phase = Phase.UNRESOLVED;
                continue;
            }
            long offset = state.leastNeeded();
            LOG.debug("Reading {} from offset {}", state.partition, offset);
            context.offset(state.partition, offset);
            context.resume(state.partition);
            state.seeking(offset);
        }
    }

    private void take(SinkRecord record, long now) {
        PartitionState state =
                partitions.get(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
        long offset = record.originalKafkaOffset();
        if (state == null || state.phase != Phase.LIVE) {
            parts.metrics().dropped();
            return;
        }
        TopicPartition partition = state.partition;
        if (offset < state.next) {
            LOG.warn(
                    "{} went back from offset {} to {} without being asked; looking up where to go on",
                    partition,
                    state.next,
                    offset);
            pause(state, Phase.UNRESOLVED);
            state.feeds.forEach(TableFeed::restart);
            return;
        }
        state.next = offset + 1;
        Outcome outcome = null;
        for (TableFeed feed : state.feeds) {
            if (!feed.held() && !feed.started(partition)) {
                pause(state, Phase.UNRESOLVED);
                return;
            }
            if (!feed.needs(partition, offset)) {
                continue;
            }
            if (outcome == null) {
                outcome = process(record, state, now);
            }
            if (outcome == null) {
                return;
            }
            feed.take(partition, offset, outcome, record, now);
        }
        if (++unchecked >= RECORDS_PER_MEMORY_CHECK) {
            checkMemory(now);
        }
        if (underPressure(state)) {
            stall(state, now);
        }
    }

    private boolean underPressure(PartitionState state) {
        return memory.exhausted() || state.underPressure();
    }

    private void checkMemory(long now) {
        unchecked = 0;
        memory.enforce(feeds.values(), now);
        parts.metrics().heldBytes(memory.heldBytes());
    }

    private @Nullable Outcome process(SinkRecord record, PartitionState state, long now) {
        try {
            return parts.processor().process(record);
        } catch (KeyUnavailableError e) {
            LOG.warn(
                    "Keys for {} cannot be reached: {}; trying again in {} ms",
                    state.partition,
                    e.getMessage(),
                    KEY_RETRY_MS);
            stall(state, now + KEY_RETRY_MS);
            return null;
        }
    }

    private void pause(PartitionState state, Phase phase) {
        state.phase = phase;
        context.pause(state.partition);
    }

    private void stall(PartitionState state, long untilMs) {
        pause(state, Phase.STALLED);
        state.stalledUntilMs = untilMs;
    }

    private void failIfNothingGoesOn() {
        boolean stopped = !feeds.isEmpty() && feeds.values().stream().allMatch(feed -> feed.held() && feed.idle());
        if (stopped) {
            throw new ConnectException(feeds.values().stream()
                    .flatMap(feed -> feed.holds().stream())
                    .map(hold -> hold.message(parts.settings().answers()))
                    .collect(Collectors.joining("\n")));
        }
    }

    /**
     * Positions as the tables say, for lag monitoring only: nothing is ever read from Connect's offsets.
     *
     * @param current positions of the consumer
     */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        partitions.values().forEach(state -> {
            OffsetAndMetadata position = current.get(state.partition);
            if (position != null && state.phase == Phase.LIVE) {
                // Also behind records that a transform dropped.
                state.feeds.forEach(feed -> feed.advance(state.partition, position.offset()));
            }
            state.feeds.stream()
                    .mapToLong(feed -> feed.committed(state.partition))
                    .min()
                    .ifPresent(to -> {
                        if (to >= 0) {
                            // Connect refuses what its consumer has not come to: a table may stand behind markers.
                            long seen = position == null ? to : Math.min(to, position.offset());
                            committed.put(state.partition, new OffsetAndMetadata(seen));
                        }
                    });
        });
        parts.logStarts().advance(clock.millis());
        return committed;
    }

    /** Gives everything up. */
    public void stop() {
        close(Set.copyOf(partitions.keySet()));
    }
}
