package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.PurgeSweep;
import io.lockweir.cassandra.merge.state.Purge;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Forgets tombstones that are past their retention. That depends on the time, and what is merged behind it depends on that; so it waits until Connect has all
 * events up to here, and nothing goes on before the swept state is written. Not thread safe.
 */
final class Sweeping {
    private static final int PARTITIONS = 10_000;

    private final Merge merge;
    private final FullMerge tables;
    private final Supplier<Map<TableId, Integer>> graces;
    private final long intervalMillis;
    private final long retentionSeconds;
    private final Clock clock;
    private long sweptAt;
    private boolean waiting;

    /** @param graces {@code gc_grace_seconds} of the tables, as the node has them */
    Sweeping(
            CassandraCdcConfig config,
            Merge merge,
            FullMerge tables,
            Supplier<Map<TableId, Integer>> graces,
            Clock clock) {
        this.merge = merge;
        this.tables = tables;
        this.graces = graces;
        this.intervalMillis = config.getLong(FullKeys.SWEEP_INTERVAL);
        this.retentionSeconds = config.getLong(FullKeys.RETENTION) / 1000;
        this.clock = clock;
        this.sweptAt = clock.millis();
    }

    /** Whether nothing may be merged until Connect has what was. */
    boolean isWaiting() {
        return waiting;
    }

    void step(Checkpoints checkpoints, Optional<SourceOffset> sure, FullReading reading) {
        waiting = waiting || (reading.isLive() && clock.millis() - sweptAt >= intervalMillis);
        Optional<Place> place = reading.place();
        if (!waiting || place.isEmpty() || !checkpoints.isIdle() || sure.isEmpty()) {
            return;
        }
        if (sure.get().covers(place.get())) {
            sweep(reading.endAt());
            checkpoints.freeze(place.get());
            checkpoints.step(sure, place);
            sweptAt = clock.millis();
            waiting = false;
        }
    }

    private void sweep(long watermarkMillis) {
        tables.learn();
        Map<TableId, Integer> seconds = graces.get();
        PurgeSweep sweep = merge.sweep(table -> {
            Integer grace = seconds.get(table.id());
            return grace == null ? new Purge(0) : Purge.of(watermarkMillis / 1000, grace, retentionSeconds);
        });
        while (sweep.run(PARTITIONS)) {
            // In one go: nothing else may be merged meanwhile.
        }
    }
}
