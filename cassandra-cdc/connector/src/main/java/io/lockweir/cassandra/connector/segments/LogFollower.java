package io.lockweir.cassandra.connector.segments;

import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.log.Extent;
import io.lockweir.cassandra.format.log.SegmentReader;
import io.lockweir.cassandra.format.log.Step;
import io.lockweir.cassandra.format.log.compression.SectionCodecs;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one node's log in order, over the ends of segments and while they are written.
 *
 * <p>The node makes the next segment's file before it needs it, so a newer file does not tell that a segment is done. Entries in a newer one
 * do: the node syncs its segments in their order. Nor does it tell that there is none before it: while {@code cdc_raw} is full the node shows a
 * segment only once it may take changes, behind the file that it has made for the one after. Not thread safe.
 */
public final class LogFollower implements Closeable {
    private final SegmentSource source;
    private final Tail tail;
    private @Nullable LogPosition position;
    private @Nullable SegmentReader reader;
    private boolean sealed;

    /**
     * A follower from a position on.
     *
     * @param start where an entry starts or ends; empty for the oldest segment there is
     */
    public LogFollower(SegmentSource source, Tail tail, Optional<LogPosition> start) {
        this.source = source;
        this.tail = tail;
        this.position = start.orElse(null);
    }

    /**
     * A follower from a position that need not have been read. The node deletes segments without captured changes; so it did with the position's, if
     * it is not there, unless that is older than all we have: those we deleted.
     *
     * @throws LostSegmentException if it is older
     */
    public static LogFollower again(SegmentSource source, Tail tail, LogPosition position) throws IOException {
        List<Segment> segments = source.segments();
        if (segments.isEmpty() || segments.get(0).id() > position.segment()) {
            throw new LostSegmentException(position);
        }
        long held = segments.stream()
                .mapToLong(Segment::id)
                .filter(id -> id >= position.segment())
                .findFirst()
                .orElseThrow(() -> new LostSegmentException(position));
        LogPosition start = held == position.segment() ? position : new LogPosition(held, 0);
        return new LogFollower(source, tail, Optional.of(start));
    }

    /** Behind the last entry that was returned, or where the log was first looked at; empty before there is any segment. */
    public Optional<LogPosition> position() {
        return Optional.ofNullable(position);
    }

    /**
     * The next entry, if the node has written one.
     *
     * @throws LostSegmentException if the segment of the position, or one after it that was seen, is gone
     * @throws io.lockweir.cassandra.format.CommitLogException if the log is broken or of a kind that cannot be read
     */
    public Optional<Entry> next() throws IOException {
        SegmentReader open = reader;
        // Cheap way first: no folder is listed while the reader has entries.
        if (open != null
                && (sealed || tail == Tail.MARKER)
                && open.next(sealed ? Extent.SEALED : Extent.LIVE) instanceof Step.Found found) {
            return found(found);
        }
        return advance(source.segments());
    }

    private Optional<Entry> found(Step.Found step) {
        position = step.entry().end();
        return Optional.of(step.entry());
    }

    private Optional<Entry> advance(List<Segment> listed) throws IOException {
        List<Segment> segments = listed;
        int at = indexOfCurrent(segments);
        while (at >= 0 && at < segments.size()) {
            Segment segment = segments.get(at);
            SegmentReader current = openReader(segment);
            // Looked at before the segment is read: what was written meanwhile is in it.
            sealed = sealed || segment.completed() || isWrittenAfter(segments.subList(at + 1, segments.size()));
            Step step = current.next(sealed ? Extent.SEALED : tail.live(segment));
            if (step instanceof Step.Found found) {
                return found(found);
            }
            if (!(step instanceof Step.End)) {
                return Optional.empty();
            }
            segments = following(segments.subList(at, segments.size()));
            if (segments.isEmpty()) {
                return Optional.empty();
            }
            at = 0;
            close();
            position = new LogPosition(segments.get(0).id(), 0);
        }
        return Optional.empty();
    }

    private int indexOfCurrent(List<Segment> segments) throws IOException {
        LogPosition at = position;
        if (at == null) {
            if (segments.isEmpty()) {
                return -1;
            }
            position = new LogPosition(segments.get(0).id(), 0);
            return 0;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).id() == at.segment()) {
                return i;
            }
        }
        throw new LostSegmentException(at);
    }

    /**
     * The segments behind the first, which is done; none as long as one of them may still be shown that is not there now. Where a number is left out
     * (the node was started again, or deleted a segment without captured changes) the next must have begun: whatever comes before it is there then.
     */
    private List<Segment> following(List<Segment> segments) throws IOException {
        long done = segments.get(0).id();
        List<Segment> later = segments.subList(1, segments.size());
        if (later.isEmpty() || later.get(0).id() == done + 1) {
            return later;
        }
        return isBegun(later.get(0))
                ? source.segments().stream()
                        .filter(segment -> segment.id() > done)
                        .toList()
                : List.of();
    }

    private static boolean isBegun(Segment segment) throws IOException {
        return segment.completed() || hasEntry(segment);
    }

    private SegmentReader openReader(Segment segment) throws IOException {
        SegmentReader open = reader;
        if (open == null) {
            LogPosition at = position;
            open = SegmentReader.open(segment.file(), at == null ? 0 : at.offset(), SectionCodecs.builtIn());
            reader = open;
        }
        return open;
    }

    private static boolean isWrittenAfter(List<Segment> later) throws IOException {
        for (Segment segment : later) {
            if (hasEntry(segment)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEntry(Segment segment) throws IOException {
        try (SegmentReader probe = SegmentReader.open(segment.file(), 0, SectionCodecs.builtIn())) {
            return probe.next(Extent.LIVE) instanceof Step.Found;
        }
    }

    @Override
    public void close() throws IOException {
        SegmentReader open = reader;
        reader = null;
        sealed = false;
        if (open != null) {
            open.close();
        }
    }
}
