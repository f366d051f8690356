package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.metrics.LogStanding;
import io.lockweir.cassandra.connector.metrics.SourceMetrics;
import io.lockweir.cassandra.connector.segments.Segment;
import io.lockweir.cassandra.connector.segments.SegmentSource;
import io.lockweir.cassandra.format.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks once a second where reading stands in the log, for the metrics. Not thread safe. */
final class StandingWatch {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SourceMetrics metrics;
    private final Clock clock;
    private long lookedAt;
    private long lastAtEnd;

    StandingWatch(SourceMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.lastAtEnd = clock.millis();
    }

    /**
     * After a poll.
     *
     * @param read behind what was read
     * @param atEnd whether there was nothing more
     */
    void look(SegmentSource source, Optional<LogPosition> read, boolean atEnd) throws IOException {
        long now = clock.millis();
        if (atEnd) {
            lastAtEnd = now;
        }
        if (now - lookedAt < PAUSE.toMillis() || read.isEmpty()) {
            return;
        }
        lookedAt = now;
        metrics.standing(standing(source.segments(), read.get(), atEnd, now));
    }

    private LogStanding standing(List<Segment> segments, LogPosition read, boolean atEnd, long now) throws IOException {
        long lagBytes = 0;
        long lagMs = now - lastAtEnd;
        long spoolBytes = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean newest = i == segments.size() - 1;
            long size = Files.size(segment.file());
            spoolBytes += size;
            if (segment.id() >= read.segment()) {
                // The newest one has its full size from the start.
                long end = segment.index().map(index -> (long) index.offset()).orElse(newest ? 0 : size);
                lagBytes += Math.max(0, end - (segment.id() == read.segment() ? read.offset() : 0));
            }
            if (segment.id() == read.segment() && !newest) {
                lagMs = now - Files.getLastModifiedTime(segment.file()).toMillis();
            }
        }
        return atEnd
                ? new LogStanding(0, 0, segments.size(), spoolBytes)
                : new LogStanding(lagBytes, Math.max(0, lagMs), segments.size(), spoolBytes);
    }
}
