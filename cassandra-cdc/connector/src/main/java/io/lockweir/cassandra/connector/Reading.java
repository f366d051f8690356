package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
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

/** From mutations to records with offsets, a bounded number at a time, and heartbeats when there are none. Not thread safe. */
final class Reading implements Records {
    /** A log without captured changes must not keep the worker from stopping us. */
    private static final int MOST_MUTATIONS = 10_000;

    private final CassandraCdcConfig config;
    private final Map<String, String> partition;
    private final String host;
    private final MutationSource mutations;
    private final DeltaEvents delta;
    private final NamedTables named;
    private final Clock clock;
    private @Nullable SourceOffset resume;
    private @Nullable Expansion expansion;
    private @Nullable LogPosition told;
    private long toldAt;
    private boolean atEnd;
    private @Nullable HoldException hold;

    /**
     * Reading from a position on.
     *
     * @param resume what Connect has; null if nothing
     */
    Reading(
            CassandraCdcConfig config,
            Map<String, String> partition,
            String host,
            MutationSource mutations,
            DeltaEvents delta,
            @Nullable SourceOffset resume,
            Clock clock) {
        this.config = config;
        this.partition = partition;
        this.host = host;
        this.mutations = mutations;
        this.delta = delta;
        this.named = new NamedTables(config.tables());
        this.resume = resume;
        this.clock = clock;
        this.toldAt = clock.millis();
    }

    @Override
    public Duration pause() {
        return config.pollInterval();
    }

    @Override
    public boolean atEnd() {
        return atEnd;
    }

    /** Has the next heartbeat tell the position even if it was told: Connect says that it is committed only with a later record. */
    @Override
    public void tellAgain() {
        told = null;
    }

    @Override
    public List<SourceRecord> next() throws IOException {
        List<SourceRecord> records = new ArrayList<>();
        atEnd = false;
        for (int read = 0; read < MOST_MUTATIONS && records.size() < config.maxBatch(); ) {
            Expansion current = expansion;
            if (current == null) {
                Optional<Decoded.Mutation> mutation = nextMutation(records);
                if (mutation.isEmpty()) {
                    atEnd = true;
                    break;
                }
                read++;
                current = of(mutation.get());
            }
            Expansion.Placed placed = null;
            while (records.size() < config.maxBatch() && (placed = current.next()) != null) {
                records.add(record(placed));
            }
            expansion = placed == null ? null : current;
        }
        return records.isEmpty() ? heartbeat() : told(records);
    }

    private Expansion of(Decoded.Mutation mutation) {
        Origin origin = new Origin(host, mutation.start());
        SourceOffset goal = resume;
        resume = null;
        // The entry there may be of a table that is skipped now.
        Sent sent = goal != null && goal.position().equals(mutation.start()) ? goal.sent() : Sent.NONE;
        return new Expansion(
                new LoggedUpdates(
                        mutation.updates(), update -> isCaptured(update) ? delta.of(update, origin) : List.of()),
                new SourceOffset(host, mutation.start()),
                new SourceOffset(host, mutation.end()),
                sent);
    }

    private boolean isCaptured(PartitionUpdate update) {
        return mutations.schemas().isCaptured(update.table().id()) && named.has(update.table());
    }

    /** What was read before a HOLD goes out first. */
    private Optional<Decoded.Mutation> nextMutation(List<SourceRecord> before) throws IOException {
        if (hold != null) {
            throw hold;
        }
        try {
            return mutations.next();
        } catch (HoldException e) {
            if (before.isEmpty()) {
                throw e;
            }
            hold = e;
            return Optional.empty();
        }
    }

    private List<SourceRecord> told(List<SourceRecord> records) {
        told = mutations.position().orElse(null);
        toldAt = clock.millis();
        return records;
    }

    private SourceRecord record(Expansion.Placed placed) {
        Event event = placed.event();
        return new SourceRecord(
                partition,
                placed.offset().toMap(),
                event.topic(),
                null,
                event.keySchema(),
                event.key(),
                event.valueSchema(),
                event.value());
    }

    private List<SourceRecord> heartbeat() {
        Optional<LogPosition> position = mutations.position();
        long now = clock.millis();
        if (position.isEmpty()
                || position.get().equals(told)
                || now - toldAt < config.heartbeatInterval().toMillis()) {
            return List.of();
        }
        return told(List.of(new SourceRecord(
                partition,
                new SourceOffset(host, position.get()).toMap(),
                config.heartbeatTopic(),
                null,
                Schema.STRING_SCHEMA,
                config.prefix(),
                Schema.INT64_SCHEMA,
                now)));
    }
}
