package io.lockweir.cassandra.connector;

import static io.lockweir.cassandra.merge.Origin.SNAPSHOT;

import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.connector.event.Origin.Arrival;
import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.connector.state.Reread;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of whole rows. Begins where the state stands, merges in silence up to the offset that Connect has, and goes on behind the last event of it:
 * inside a mutation or an expiry if need be, for the same step on the same state gives the same events. Not thread safe.
 */
final class FullReading implements Records {
    private static final int MOST_MUTATIONS = 10_000;
    /** So many are settled before the log is merged on. */
    private static final int MOST_DOUBTS = 1_000;

    /** How often who waits for Connect asks it again to write the position down. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final CassandraCdcConfig config;
    private final Map<String, String> partition;
    private final String host;
    private final MutationSource mutations;
    private final FullMerge merge;
    private final FullEvents events;
    private final Clock clock;
    private @Nullable SourceOffset resume;
    private long readings;
    private Decoded.@Nullable Mutation held;
    private @Nullable Expansion expansion;
    private @Nullable Place told;
    private long toldAt;
    private long endAt;
    private boolean atEnd;

    /**
     * A reading from a state on.
     *
     * @param start where the state stands
     * @param untold rows that were read from the node last
     * @param resume what Connect has; null if nothing
     */
    FullReading(
            CassandraCdcConfig config,
            Map<String, String> partition,
            String host,
            MutationSource mutations,
            FullMerge merge,
            FullEvents events,
            Place start,
            List<Reread> untold,
            @Nullable SourceOffset resume,
            Clock clock) {
        this.config = config;
        this.partition = partition;
        this.host = host;
        this.mutations = mutations;
        this.merge = merge;
        this.events = events;
        this.resume = resume;
        this.readings = start.readings();
        this.clock = clock;
        this.toldAt = clock.millis();
        if (resume != null && resume.readings() < start.readings()) {
            // Nothing was merged between the reading and its telling.
            this.resume = null;
            this.readings = resume.readings();
            this.expansion = reading(untold, start.position(), resume.reading() ? resume.sent() : Sent.NONE);
        }
    }

    @Override
    public Duration pause() {
        return config.pollInterval();
    }

    @Override
    public boolean atEnd() {
        return atEnd;
    }

    @Override
    public void tellAgain() {
        told = null;
    }

    /** When the log was last read to its end, in milliseconds since 1970; 0 for never. */
    long endAt() {
        return endAt;
    }

    /** Whether the offset that Connect had is reached. */
    boolean isLive() {
        return resume == null;
    }

    /** What the rows have merged; empty in the middle of a step. */
    Optional<Place> place() {
        return expansion != null || held != null
                ? Optional.empty()
                : mutations.position().map(this::at);
    }

    private Place at(LogPosition position) {
        return new Place(position, merge.clock(), readings);
    }

    /** Tells rows next that were read from the node and are kept; between two steps. */
    void tell(List<Reread> rows) {
        LogPosition position = place().orElseThrow().position();
        expansion = reading(rows, position, Sent.NONE);
    }

    private Expansion reading(List<Reread> rows, LogPosition position, Sent sent) {
        Place before = at(position);
        readings++;
        SourceOffset during = new SourceOffset(host, position, Sent.NONE, before.clock(), 0, before.readings(), true);
        return new Expansion(
                new ChangedRows(
                        merge.since(rows),
                        change -> events.of(
                                change,
                                new Origin(
                                        host, position, change.origin() == SNAPSHOT ? Arrival.IN_TIME : Arrival.LATE))),
                during,
                SourceOffset.at(host, at(position)),
                sent);
    }

    @Override
    public List<SourceRecord> next() throws IOException {
        long now = clock.millis();
        List<SourceRecord> records = new ArrayList<>();
        atEnd = false;
        for (int steps = 0; steps < MOST_MUTATIONS && records.size() < config.maxBatch(); steps++) {
            if (expansion == null && resume == null && merge.doubts() >= MOST_DOUBTS) {
                break;
            }
            Expansion current = expansion == null ? step(now) : expansion;
            if (current == null) {
                atEnd = true;
                break;
            }
            expansion = current;
            while (records.size() < config.maxBatch() && expansion != null) {
                Expansion.Placed placed = current.next();
                if (placed == null) {
                    expansion = null;
                } else {
                    records.add(record(placed));
                    if (placed.offset().sent().isNone()) {
                        expansion = null;
                    }
                }
            }
        }
        return records.isEmpty() ? heartbeat() : told(records);
    }

    private @Nullable Expansion step(long now) throws IOException {
        if (held == null) {
            held = mutations.next().orElse(null);
        }
        SourceOffset goal = resume;
        if (goal != null) {
            return replay(goal);
        }
        Decoded.Mutation mutation = held;
        merge.live();
        if (mutation != null) {
            held = null;
            return of(mutation, Sent.NONE);
        }
        endAt = now;
        long upTo = Math.floorDiv(
                now - config.getLong(FullKeys.EXPIRY_MARGIN),
                Duration.ofSeconds(1).toMillis());
        Optional<LogPosition> position = mutations.position();
        return config.getBoolean(FullKeys.EXPIRY_EVENTS) && position.isPresent() && merge.endsBy(upTo)
                ? expiry(position.get(), upTo, Sent.NONE)
                : null;
    }

    private @Nullable Expansion replay(SourceOffset goal) throws IOException {
        Decoded.Mutation mutation = held;
        if (mutation != null && mutation.end().compareTo(goal.position()) <= 0) {
            held = null;
            return of(mutation, Sent.ALL);
        }
        boolean inMutation = !goal.sent().isNone() && goal.expiring() == 0;
        LogPosition position = mutations.position().orElse(goal.position());
        if (mutation == null && (inMutation || position.compareTo(goal.position()) < 0)) {
            return null;
        }
        if (goal.clock() > merge.clock()) {
            return expansion(merge.expire(goal.clock()), goal.position(), goal, goal, Sent.ALL);
        }
        resume = null;
        if (goal.expiring() > 0) {
            return expiry(goal.position(), goal.expiring(), goal.sent());
        }
        if (mutation == null || !inMutation) {
            return step(clock.millis());
        }
        if (!mutation.start().equals(goal.position())) {
            throw new HoldException(
                    Reason.GAP,
                    "the log has no entry at %s, where the committed offset stands; it is not the log that was read before. Reset the connector's offsets, delete the state topic, and read the tables anew."
                            .formatted(goal.position()));
        }
        held = null;
        return of(mutation, goal.sent());
    }

    private Expansion of(Decoded.Mutation mutation, Sent sent) {
        return expansion(
                merge.of(mutation),
                mutation.start(),
                SourceOffset.at(host, at(mutation.start())),
                SourceOffset.at(host, at(mutation.end())),
                sent);
    }

    private Expansion expiry(LogPosition position, long upTo, Sent sent) {
        return expansion(
                merge.expire(upTo),
                position,
                new SourceOffset(host, position, Sent.NONE, merge.clock(), upTo, readings, false),
                new SourceOffset(host, position, Sent.NONE, upTo, 0, readings, false),
                sent);
    }

    private Expansion expansion(
            Parts changes, LogPosition position, SourceOffset during, SourceOffset after, Sent sent) {
        Origin origin = new Origin(host, position);
        return new Expansion(new ChangedRows(changes, change -> events.of(change, origin)), during, after, sent);
    }

    private List<SourceRecord> told(List<SourceRecord> records) {
        told = place().orElse(null);
        toldAt = clock.millis();
        return records;
    }

    private SourceRecord record(Expansion.Placed placed) {
        return new SourceRecord(
                partition,
                placed.offset().toMap(),
                placed.event().topic(),
                null,
                placed.event().keySchema(),
                placed.event().key(),
                placed.event().valueSchema(),
                placed.event().value());
    }

    private List<SourceRecord> heartbeat() {
        Optional<Place> place = place();
        return place.isEmpty()
                        || place.get().equals(told)
                        || clock.millis() - toldAt < config.heartbeatInterval().toMillis()
                ? List.of()
                : position();
    }

    /** Between two steps, while nothing may be merged before Connect has all: tells now and then where we are, so that it writes it down. */
    List<SourceRecord> waiting() {
        atEnd = false;
        long again = Math.min(ASK_AGAIN.toMillis(), config.heartbeatInterval().toMillis());
        return place().equals(Optional.ofNullable(told)) && clock.millis() - toldAt < again ? List.of() : position();
    }

    /** A record that carries only where we are; none before the offset that Connect has is reached. */
    private List<SourceRecord> position() {
        Optional<Place> place = place();
        if (resume != null || place.isEmpty()) {
            return List.of();
        }
        return told(List.of(new SourceRecord(
                partition,
                SourceOffset.at(host, place.get()).toMap(),
                config.heartbeatTopic(),
                null,
                Schema.STRING_SCHEMA,
                config.prefix(),
                Schema.INT64_SCHEMA,
                clock.millis())));
    }
}
