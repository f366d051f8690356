package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.state.Checkpoint;
import io.lockweir.cassandra.connector.state.DirtyRows;
import io.lockweir.cassandra.connector.state.Marker;
import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.connector.state.Reread;
import io.lockweir.cassandra.connector.state.StateTopic;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When the state is written: what changed is set aside between two steps, and written once Connect surely has all events up to there. So the
 * state is never ahead of the offset, also where Connect commits behind our back. Not thread safe.
 */
final class Checkpoints {
    private final DirtyRows rows;
    private final StateTopic topic;
    private final UUID host;
    private final Supplier<byte[]> progress;
    private final Clock clock;
    private final long intervalMillis;
    private final long bytes;
    private @Nullable Checkpoint waiting;
    private Place durable;
    private long frozenAt;

    /** @param progress how far tables were read from the node */
    Checkpoints(
            DirtyRows rows,
            StateTopic topic,
            UUID host,
            Supplier<byte[]> progress,
            CassandraCdcConfig config,
            Place durable,
            Clock clock) {
        this.rows = rows;
        this.topic = topic;
        this.host = host;
        this.progress = progress;
        this.intervalMillis = config.getLong(FullKeys.CHECKPOINT_INTERVAL);
        this.bytes = config.getLong(FullKeys.CHECKPOINT_BYTES);
        this.durable = durable;
        this.clock = clock;
        this.frozenAt = clock.millis();
    }

    /** What the topic holds. */
    Place durable() {
        return durable;
    }

    /**
     * At the entry of a poll.
     *
     * @param sure what Connect certainly has
     * @param now what the rows have merged; empty in the middle of a step
     */
    void step(Optional<SourceOffset> sure, Optional<Place> now) {
        writeIfCovered(sure);
        if (waiting == null && now.isPresent() && !now.get().equals(durable) && isDue()) {
            freeze(now.get());
            writeIfCovered(sure);
        }
    }

    /** Sets aside what changed, whether it is time or not. */
    void freeze(Place now) {
        waiting = rows.freeze(now, progress.get(), List.of());
        frozenAt = clock.millis();
    }

    /** Writes at once what changed, with rows that are to be told next; when nothing is set aside and Connect has all that was told. */
    void write(Place now, List<Reread> untold) {
        topic.write(rows.freeze(now, progress.get(), untold), new Marker(host, now, false));
        durable = now;
        frozenAt = clock.millis();
    }

    private boolean isDue() {
        return clock.millis() - frozenAt >= intervalMillis || rows.dirtyBytes() >= bytes;
    }

    private void writeIfCovered(Optional<SourceOffset> sure) {
        Checkpoint checkpoint = waiting;
        if (checkpoint != null && sure.isPresent() && sure.get().covers(checkpoint.place())) {
            topic.write(checkpoint, new Marker(host, checkpoint.place(), false));
            durable = checkpoint.place();
            waiting = null;
        }
    }

    /** Whether nothing is set aside. */
    boolean isIdle() {
        return waiting == null;
    }
}
