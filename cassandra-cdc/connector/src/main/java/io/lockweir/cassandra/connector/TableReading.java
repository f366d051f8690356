package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.lockweir.cassandra.connector.metrics.SourceMetrics;
import io.lockweir.cassandra.connector.snapshot.Snapshot;
import io.lockweir.cassandra.connector.state.DirtyRows;
import io.lockweir.cassandra.connector.state.Place;
import io.lockweir.cassandra.connector.state.Reread;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.RowChange;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows from the node: pages of tables that are new to the connector, and rows of which the log alone does not tell what they are. The same cannot be
 * read again, so a reading waits until Connect has all that was told, is kept in the state, and is told then; a restart tells it from the
 * state. Nothing is merged meanwhile. Not thread safe.
 */
final class TableReading {
    private static final Logger LOGGER = LoggerFactory.getLogger(TableReading.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Snapshot snapshot;
    private final DirtyRows rows;
    private final SourceMetrics metrics;
    private final Clock clock;
    private boolean waiting;
    private long warnAt;
    private long notBefore;

    TableReading(Snapshot snapshot, DirtyRows rows, SourceMetrics metrics, Clock clock) {
        this.snapshot = snapshot;
        this.rows = rows;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether nothing may be merged before rows were read. */
    boolean isWaiting() {
        return waiting;
    }

    /** Whether what is merged may be kept. */
    boolean isSettled() {
        return snapshot.doubts() == 0;
    }

    /** How far each table was read. */
    byte[] progress() {
        return snapshot.progress();
    }

    /**
     * At the entry of a poll.
     *
     * @param sure what Connect certainly has
     */
    void step(Checkpoints checkpoints, Optional<SourceOffset> sure, FullReading reading) {
        if (!waiting && isWanted(reading)) {
            waiting = true;
            warnAt = clock.millis() + LONG.toMillis();
        }
        if (waiting && clock.millis() >= warnAt) {
            warnAt = clock.millis() + LONG.toMillis();
            LOGGER.warn(
                    "Rows are to be read, and nothing is told before Connect has written down all that was. Let the heartbeats' topic pass all transforms;"
                            + " without exactly-once support see offset.flush.interval.ms.");
        }
        Optional<Place> place = reading.place();
        if (!waiting
                || place.isEmpty()
                || sure.isEmpty()
                || !sure.get().covers(place.get())
                || !checkpoints.isIdle()
                || !snapshot.isSettleable()
                || clock.millis() < notBefore) {
            return;
        }
        byte[] before = snapshot.progress();
        boolean page = isSettled();
        if (!read()) {
            return;
        }
        waiting = false;
        List<Reread> changed = rows.recorded();
        if (changed.isEmpty() && Arrays.equals(before, snapshot.progress())) {
            // Of a page: the node's schema is ahead of the log.
            notBefore = page ? clock.millis() + AGAIN.toMillis() : notBefore;
            return;
        }
        Place now = place.get();
        checkpoints.write(new Place(now.position(), now.clock(), now.readings() + 1), changed);
        reading.tell(changed);
        metrics.snapshot(snapshot.tablesLeft(), changed.size());
    }

    private boolean isWanted(FullReading reading) {
        return reading.isLive()
                && (!isSettled()
                        || (reading.atEnd()
                                && clock.millis() >= notBefore
                                && snapshot.isReading()
                                && snapshot.isReadable()));
    }

    /** False if the node could not be asked, or not yet; what it told until then is kept in mind. */
    private boolean read() {
        try {
            if (isSettled()) {
                rows.record(Origin.SNAPSHOT, clock.millis() * 1000);
                take(snapshot.read());
            }
            if (!isSettled() && !snapshot.isSettleable()) {
                // What the page has put in doubt was perhaps left out of the log just now.
                return false;
            }
            int late = snapshot.doubts();
            rows.record(Origin.LOG, clock.millis() * 1000);
            take(snapshot.settle());
            metrics.late(late);
            return true;
        } catch (UnauthorizedException e) {
            throw new ConnectException(
                    "The user may not read a captured table: " + e.getMessage()
                            + ". GRANT SELECT on it, or set snapshot.mode=no_data; nothing is lost.",
                    e);
        } catch (DriverException e) {
            // Without its text, which may quote a key.
            LOGGER.warn(
                    "Rows could not be read from the node, which is asked again: {}",
                    e.getClass().getName());
            notBefore = clock.millis() + AGAIN.toMillis();
            return false;
        }
    }

    private void take(Changes changes) {
        for (RowChange change = changes.next(); change != null; change = changes.next()) {
            if (change.origin() != Origin.SNAPSHOT) {
                snapshot.told(change);
            }
        }
    }
}
