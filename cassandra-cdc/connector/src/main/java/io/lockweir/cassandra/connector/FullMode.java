package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.metrics.SourceMetrics;
import io.lockweir.cassandra.connector.state.Checkpoint;
import io.lockweir.cassandra.connector.state.DirtyRows;
import io.lockweir.cassandra.connector.state.Marker;
import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.connector.state.Restored;
import io.lockweir.cassandra.connector.state.StateDamagedException;
import io.lockweir.cassandra.connector.state.StateFencedException;
import io.lockweir.cassandra.connector.state.StateTopic;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.merge.state.StateFormatException;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import io.lockweir.cassandra.merge.store.StateFullException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What {@code images=full} has beside the log: restored rows, and their checkpoints. */
final class FullMode implements Records, AutoCloseable {
    private final StateTopic topic;
    private final HeapRowStore heap;
    private final DirtyRows rows;
    private final Place start;
    private final Restored restored;
    private final UUID host;
    private @Nullable FullReading reading;
    private @Nullable Checkpoints checkpoints;
    private @Nullable Sweeping sweeping;
    private @Nullable TableReading tables;

    private FullMode(StateTopic topic, HeapRowStore heap, Restored restored, UUID host) {
        this.topic = topic;
        this.heap = heap;
        this.rows = new DirtyRows(heap);
        this.restored = restored;
        this.start = restored.marker().map(Marker::place).orElse(Place.NOTHING);
        this.host = host;
    }

    /**
     * Takes the state over and restores it.
     *
     * @param offset what Connect has
     * @throws HoldException if state and offset do not belong together
     */
    static FullMode open(CassandraCdcConfig config, UUID host, Optional<SourceOffset> offset) {
        StateTopic topic = StateTopic.open(FullKeys.settings(config));
        try {
            HeapRowStore heap = new HeapRowStore(config.getLong(FullKeys.MAX_BYTES));
            Restored restored = topic.restore(heap);
            StateStart.check(restored.marker(), host, offset);
            if (restored.marker().isEmpty()) {
                topic.write(Checkpoint.initial(), new Marker(host, Place.NOTHING, true));
            }
            return new FullMode(topic, heap, restored, host);
        } catch (RuntimeException e) {
            topic.close();
            throw named(e);
        }
    }

    DirtyRows rows() {
        return rows;
    }

    /** Where the restored rows stand. */
    Place start() {
        return start;
    }

    /** What was restored beside the rows. */
    Restored restored() {
        return restored;
    }

    /** Where to read from; empty for the oldest segment. */
    Optional<LogPosition> position() {
        return start.isNothing() ? Optional.empty() : Optional.of(start.position());
    }

    /**
     * Before anything is merged: writes what was forgotten since the rows were restored.
     *
     * @param progress how far tables were read from the node
     */
    void write(byte[] progress) {
        Marker marker = restored.marker().orElse(new Marker(host, Place.NOTHING, true));
        topic.write(rows.freeze(marker.place(), progress, restored.untold()), marker);
    }

    void run(CassandraCdcConfig config, FullReading full, TableReading reads, Sweeping sweeps) {
        reading = full;
        checkpoints = new Checkpoints(rows, topic, host, reads::progress, config, start, Clock.systemUTC());
        tables = reads;
        sweeping = sweeps;
    }

    /**
     * At the entry of a poll.
     *
     * @return up to where the log is not needed any more; empty if nothing was written yet
     */
    Optional<LogPosition> checkpoint(Optional<SourceOffset> sure, SourceMetrics told) {
        Checkpoints known = opened(checkpoints);
        Place before = known.durable();
        try {
            FullReading full = opened(reading);
            TableReading reads = opened(tables);
            known.step(sure, reads.isSettled() ? full.place() : Optional.empty());
            reads.step(known, sure, full);
            if (!reads.isWaiting()) {
                opened(sweeping).step(known, sure, full);
            }
        } catch (StateFullException | StateFormatException e) {
            throw named(e);
        } catch (StateFencedException e) {
            throw named(e);
        } catch (KafkaException e) {
            // Connect would poll again after a retriable one, and the producer is in the middle of a transaction.
            throw new ConnectException(
                    "The state could not be written to its topic: " + e.getMessage()
                            + ". Nothing is lost: see to the cluster of state.kafka.bootstrap.servers and restart the task.",
                    e);
        }
        if (!known.durable().equals(before)) {
            told.checkpoint();
        }
        return known.durable().isNothing()
                ? Optional.empty()
                : Optional.of(known.durable().position());
    }

    void tell(SourceMetrics metrics) {
        metrics.state(heap.rows(), heap.bytes());
    }

    @Override
    public List<SourceRecord> next() throws IOException {
        try {
            FullReading full = opened(reading);
            return isWaiting() ? full.waiting() : full.next();
        } catch (StateFullException | StateFormatException e) {
            throw named(e);
        }
    }

    @Override
    public boolean atEnd() {
        return opened(reading).atEnd();
    }

    /** Not in the middle of a step, which is told to its end first. */
    @Override
    public boolean isWaiting() {
        return (opened(sweeping).isWaiting() || opened(tables).isWaiting())
                && opened(reading).place().isPresent();
    }

    @Override
    public Duration pause() {
        return opened(reading).pause();
    }

    @Override
    public void tellAgain() {
        opened(reading).tellAgain();
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("polled before the start");
        }
        return part;
    }

    private static RuntimeException named(RuntimeException e) {
        if (e instanceof StateFullException) {
            return new HoldException(Reason.STATE_FULL, e.getMessage() + " (" + FullKeys.MAX_BYTES + ").", e);
        }
        if (e instanceof StateFencedException) {
            return new HoldException(Reason.STATE_FENCED, e.getMessage() + "; this one stops, and nothing is lost.", e);
        }
        if (e instanceof StateDamagedException || e instanceof StateFormatException) {
            return new HoldException(
                    Reason.STATE_DAMAGED,
                    "the state topic cannot be read: " + e.getMessage()
                            + ". Check state.encryption.*; else reset the connector's offsets, delete the topic, and read the tables anew.",
                    e);
        }
        return e;
    }

    @Override
    public void close() {
        topic.close();
    }
}
