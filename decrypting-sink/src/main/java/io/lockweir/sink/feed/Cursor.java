package io.lockweir.sink.feed;

import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.start.StartDecision;

/** Where one table stands in one source partition, ahead of what is committed. */
final class Cursor {
    /** What the next slice compares with: the end of the slice before it, or what the table said at the start. */
    private long expected;
    /** First offset of the open slice. */
    private long from;
    /** First offset not yet taken. */
    private long next;
    /** What the table is known to say. */
    private long committed;

    Cursor(StartDecision.Begin begin) {
        this.expected = begin.expected();
        this.from = begin.from();
        this.next = begin.from();
        this.committed = begin.expected();
    }

    long next() {
        return next;
    }

    long committed() {
        return committed;
    }

    /** Returns offsets between the last record and this one, which never reached the task. */
    long take(long offset) {
        long unseen = offset - next;
        next = offset + 1;
        return unseen;
    }

    /** Returns offsets skipped, without a record behind them. */
    long advance(long position) {
        long unseen = Math.max(0, position - next);
        next += unseen;
        return unseen;
    }

    SourceRange open() {
        return new SourceRange(expected, from, next);
    }

    /** The open range became a slice; the next one follows it. */
    void cut() {
        expected = next;
        from = next;
    }

    void committed(long to) {
        committed = to;
    }
}
