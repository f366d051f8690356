package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.Event;
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

/** From mutations to records with offsets, a bounded number at a time, and heartbeats when there are none. Not thread safe. */
final class Reading implements Records {
    /** A log without captured changes must not keep the worker from stopping us. */
    private static final int MOST_MUTATIONS = 10_000;

    private final CassandraCdcConfig config;
    private final Map<String, String> partition;
    private final String host;
    private final MutationSource mutations;
    private final DeltaEvents delta;
    private final Clock clock;
    private @Nullable Batch batch;
    private int sent;
    private int skip;
    private @Nullable LogPosition told;
    private long toldAt;
    private boolean atEnd;
    private @Nullable HoldException hold;

    /**
     * Reading from a position on.
     *
     * @param skip events of the first entry that were sent before
     */
    Reading(
            CassandraCdcConfig config,
            Map<String, String> partition,
            String host,
            MutationSource mutations,
            DeltaEvents delta,
            int skip,
            Clock clock) {
        this.config = config;
        this.partition = partition;
        this.host = host;
        this.mutations = mutations;
        this.delta = delta;
        this.skip = skip;
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
        TableFilter filter = config.tables();
        atEnd = false;
        for (int read = 0; read < MOST_MUTATIONS && records.size() < config.maxBatch(); ) {
            Batch current = batch;
            if (current == null) {
                Optional<Decoded.Mutation> mutation = nextMutation(records);
                if (mutation.isEmpty()) {
                    atEnd = true;
                    break;
                }
                read++;
                current = Batch.of(mutation.get(), mutations.schemas(), filter, delta, host);
                batch = current;
                sent = Math.min(skip, current.events().size());
                skip = 0;
            }
            while (sent < current.events().size() && records.size() < config.maxBatch()) {
                Event event = current.events().get(sent++);
                records.add(record(event, current.offset(host, sent)));
            }
            if (sent == current.events().size()) {
                batch = null;
            }
        }
        return records.isEmpty() ? heartbeat() : told(records);
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

    private SourceRecord record(Event event, SourceOffset offset) {
        return new SourceRecord(
                partition,
                offset.toMap(),
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
                new SourceOffset(host, position.get(), 0).toMap(),
                config.heartbeatTopic(),
                null,
                Schema.STRING_SCHEMA,
                config.prefix(),
                Schema.INT64_SCHEMA,
                now)));
    }
}
