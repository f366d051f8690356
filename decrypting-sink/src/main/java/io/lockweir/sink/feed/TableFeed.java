package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import io.lockweir.sink.commit.SliceResult;
import io.lockweir.sink.facts.SliceFacts;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.start.StartDecision;
import io.lockweir.sink.write.KeyIndex;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one task feeds to one table: cursors, the open slice, the slices on their way. Runs on the task's thread.
 *
 * <p>Whenever something does not fit, everything uncommitted is thrown away and the cursors with it; the loop then asks
 * the table where it stands and reads on from there.
 */
final class TableFeed implements MemoryBudget.Consumer {

    private static final Logger LOG = LoggerFactory.getLogger(TableFeed.class);
    /** Slices on their way, with the one to be cut: one is being committed while the next is uploaded. */
    private static final int CUT_AHEAD = 2;

    final TableIdentifier id;
    private final FeedParts parts;
    private final RecordPlacement placement;
    /** Of the rows of an upserted table. */
    private final KeyIndex index;

    private final PendingSlices pending = new PendingSlices();
    private final Cursors cursors;
    private final Map<String, SourceIdentity> sources = new HashMap<>();
    private final Map<String, Integer> partitionCounts = new HashMap<>();
    private final Map<String, HoldAnswer> answers = new HashMap<>();
    private final WrittenTable table;
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private OpenSlice open;
    private final Freshness freshness;
    private long cutAtMs;
    private long idleCutAtMs;
    private final Setbacks setbacks = new Setbacks();

    TableFeed(TableIdentifier id, FeedParts parts) {
        this.id = id;
        this.parts = parts;
        this.placement = new RecordPlacement(id, parts);
        this.index = parts.indexes().get();
        this.cursors = new Cursors(id);
        this.freshness = new Freshness(id, parts.settings().alarmPercent());
        this.table = new WrittenTable(id, parts, index);
        this.open = table.slice();
    }

    boolean held() {
        return !holds.isEmpty();
    }

    Collection<Hold> holds() {
        return holds.values();
    }

    boolean started(TopicPartition partition) {
        return cursors.started(partition);
    }

    long next(TopicPartition partition) {
        return cursors.of(partition).next();
    }

    /** What the table is known to say of a partition; negative if nothing, or if it is not being read. */
    long committed(TopicPartition partition) {
        return cursors.committed(partition);
    }

    /** Event time of the earliest row not yet known to be in the table, or a negative number. */
    long oldestUncommittedMs() {
        return LongStream.concat(pending.eventTimes(), LongStream.of(open.minEventMs()))
                .filter(ms -> ms >= 0)
                .min()
                .orElse(SliceFacts.NO_TIME);
    }

    /** Whether so much is on its way, and waits to follow, that nothing more is taken. */
    boolean full() {
        return open.large() && !mayCut();
    }

    /** The slower the commits, the larger the slices: by time alone, one is cut ahead, and no more. */
    private boolean mayCut() {
        int most = parts.settings().uncommitted();
        return pending.count() < (open.large() ? most : Math.min(CUT_AHEAD, most));
    }

    /** Whether nothing is on its way. */
    boolean idle() {
        return pending.count() == 0;
    }

    /** Whether where to begin can be looked up now: nothing of ours may still move it. */
    boolean lookupPossible(TopicPartition partition, long nowMs) {
        return setbacks.over(nowMs) && !pending.touches(Set.of(partition));
    }

    boolean touches(Set<TopicPartition> partitions) {
        return cursors.partitions().stream().anyMatch(partitions::contains) || pending.touches(partitions);
    }

    /** A freshly loaded state of the table; taken over between slices only. */
    void loaded(Table fresh) {
        if (!open.hasChanges()) {
            table.loaded(fresh);
        }
    }

    void start(TopicPartition partition, StartDecision.Begin begin, StartLookup.Starts found, long nowMs) {
        cursors.start(partition, begin);
        freshness.began();
        SourceIdentity source = found.sources().get(partition.topic());
        if (source != null) {
            sources.put(partition.topic(), source);
        }
        Integer count = found.partitionCounts().get(partition.topic());
        if (count != null && parts.settings().upserted().test(id)) {
            partitionCounts.put(partition.topic(), count);
        }
        answers.putAll(begin.answers());
        if (cursors.severalTopics(found.fedFrom().getOrDefault(id, Set.of()))) {
            index.trustNothing();
        }
        schedule(nowMs);
    }

    private void schedule(long nowMs) {
        cutAtMs = parts.settings().nextCutMs(id, nowMs);
        idleCutAtMs = nowMs + parts.settings().idleInterval().toMillis();
    }

    /** Whether a record at this offset is still needed. */
    boolean needs(TopicPartition partition, long offset) {
        return !held() && offset >= next(partition);
    }

    /** Takes one record, which {@link #needs} said is needed. */
    void take(TopicPartition partition, long offset, Outcome outcome, SinkRecord original, long nowMs) {
        Optional<Hold> stop;
        try {
            stop = placement.place(open, partition, offset, outcome, original);
        } catch (RuntimeException e) {
            writeFailed(e, nowMs);
            return;
        }
        if (stop.isPresent()) {
            // What came before the record is good, and lands.
            cut(nowMs);
            stop(stop.get());
            return;
        }
        unseen(partition, next(partition), cursors.of(partition).take(offset));
        if (open.grew(nowMs, parts.settings().sliceBytes()) && mayCut()) {
            cut(nowMs);
        }
    }

    /** The consumer is at this position: what no record came for until there was not for the task. */
    void advance(TopicPartition partition, long position) {
        if (!held() && started(partition)) {
            unseen(partition, next(partition), cursors.of(partition).advance(position));
        }
    }

    /** A probe looked at the partition's log. */
    void probed(TopicPartition partition, LogEnds.Found found) {
        if (!held() && started(partition) && next(partition) >= found.position()) {
            if (found.probed().reached()) {
                advance(partition, found.probed().end());
            }
            freshness.probed(partition, found);
        }
    }

    Standing standing() {
        Set<TopicPartition> read = cursors.partitions();
        boolean calm = idle() && !open.hasChanges();
        return calm ? freshness.calm(read, this::next) : freshness.busy(read, this::committed);
    }

    private void unseen(TopicPartition partition, long from, long count) {
        if (count > 0) {
            open.unseen(partition, from, count, parts.logStarts().of(partition));
        }
    }

    /** Cuts when it is time to. */
    void cutIfDue(long nowMs) {
        boolean urgent = open.urgent() || !answers.isEmpty();
        open.aged(nowMs, parts.settings().commitInterval());
        if (!held() && mayCut() && (open.large() || (urgent && nowMs >= cutAtMs) || nowMs >= idleCutAtMs)) {
            cut(nowMs);
        }
    }

    @Override
    public long openBytes() {
        return open.openBytes();
    }

    @Override
    public long closedBytes() {
        return open.closedBytes() + pending.heldBytes();
    }

    @Override
    public long indexBytes() {
        return index.heldBytes();
    }

    @Override
    public void closeFiles(long nowMs) {
        try {
            open.closeFiles();
        } catch (RuntimeException e) {
            writeFailed(e, nowMs);
        }
    }

    @Override
    public void cutForMemory(long nowMs) {
        if (!held() && pending.count() < parts.settings().uncommitted()) {
            cut(nowMs);
            if (!open.hasChanges()) {
                index.clear();
            }
        }
    }

    /** When the next cut is due, as far as is known now. */
    long nextCutMs() {
        if (held()) {
            return Long.MAX_VALUE;
        }
        return open.urgent() || !answers.isEmpty() ? cutAtMs : idleCutAtMs;
    }

    /** Makes the open slice a pending one, and advances every partition, also those without a record. */
    private void cut(long nowMs) {
        boolean idleDue = nowMs >= idleCutAtMs;
        schedule(nowMs);
        freshness.rows(open.lastEventMs());
        // That nothing is new is worth a snapshot without rows.
        boolean calm = idleDue && freshness.moved(cursors.partitions());
        Map<TopicPartition, SourceRange> ranges = calm ? cursors.all() : cursors.advancing();
        if (ranges.isEmpty()) {
            return;
        }
        OpenSlice done = open;
        answers.putAll(done.answers);
        try {
            Slice slice = new Slice(
                    parts.ids().get(),
                    parts.task(),
                    table.writtenFor(),
                    ranges,
                    sources,
                    done.complete(),
                    done.facts(),
                    answers,
                    partitionCounts,
                    freshness.validThroughMs(cursors.partitions()));
            pending.add(new PendingSlice(slice, done.reports, done.gaps));
            index.cut(slice.id());
            freshness.cut(slice);
        } catch (RuntimeException e) {
            writeFailed(e, nowMs);
            return;
        }
        cursors.cut();
        answers.clear();
        open = table.slice();
        setbacks.clear();
    }

    /** Takes in what became of slices, and hands over those whose conditions are met. */
    void settle(long nowMs) {
        for (Optional<PendingSlices.Event> event = pending.poll(); event.isPresent(); event = pending.poll()) {
            act(event.get(), nowMs);
        }
        pending.handOver(parts.tables().committer(id)).ifPresent(event -> act(event, nowMs));
    }

    private void act(PendingSlices.Event event, long nowMs) {
        if (event instanceof PendingSlices.Event.Decided decided) {
            decided(decided.slice().slice, decided.result());
        } else if (event instanceof PendingSlices.Event.Lost lost) {
            table.discard(lost.dropped());
            SourceRange range =
                    Objects.requireNonNull(lost.slice().slice.ranges().get(lost.partition()));
            stop(Hold.retention(
                    id,
                    lost.partition(),
                    range.expected(),
                    "records of " + lost.partition() + " were deleted from the topic before they were read"));
        } else if (event instanceof PendingSlices.Event.Failed failed) {
            table.discard(failed.dropped());
            setbacks.unmet(nowMs);
            reset(failed.why());
        }
    }

    private void decided(Slice slice, SliceResult result) {
        if (result instanceof SliceResult.InTable || result instanceof SliceResult.Covered) {
            if (result instanceof SliceResult.InTable) {
                index.landed(slice.id());
            } else {
                // Another worker's rows took the place of those we know of.
                index.forget();
            }
            freshness.landed(slice);
            cursors.landed(slice);
        } else if (result instanceof SliceResult.Held held) {
            table.discard(pending.dropUnsubmitted());
            stop(held.hold());
        } else if (result instanceof SliceResult.Discarded discarded) {
            table.discard(pending.dropUnsubmitted());
            reset(discarded.why());
        }
    }

    private void writeFailed(RuntimeException e, long nowMs) {
        int failure = setbacks.failed(e, nowMs);
        String what = FailureText.of(e);
        LOG.warn("Slice of {} could not be filled, failure {}; its records are read again: {}", id, failure, what);
        if (setbacks.hopeless()) {
            stop(Hold.of(id, HoldReason.WRITE_FAILED, "", "data files could not be written: " + what));
        } else {
            reset("its slice could not be filled");
        }
    }

    /** The source is not where it was thought to be. */
    void restart() {
        if (!held()) {
            reset("its source went back");
        }
    }

    /** Everything uncommitted is void; where to go on is what the table says. */
    private void reset(String why) {
        if (!held()) {
            LOG.info("Table {} is read again from where it stands: {}", id, why);
            parts.metrics().rewound(id);
            discardOpen();
        }
    }

    private void discardOpen() {
        table.discard(open);
        open = table.slice();
        index.clear();
        cursors.clear();
        freshness.forget();
        answers.clear();
    }

    /** Stops the table for the life of the task. Its progress stays, so nothing is lost. */
    void stop(Hold found) {
        if (holds.putIfAbsent(found.id(), found) == null) {
            LOG.error("{}", found.message(parts.settings().answers()));
            parts.metrics().held(found);
            discardOpen();
        }
    }

    /** Partitions were taken away: nothing of this feed may be sent any more. */
    void abandon() {
        discardOpen();
        table.discard(pending.dropUnsubmitted());
        pending.clear();
        table.discard(parts.tables().committer(id).cancel(parts.task()));
    }
}
