package io.lockweir.sink.reconcile;

/**
 * Offsets of a partition that are compared.
 *
 * @param from where its log began when the run did
 * @param to exclusive
 * @param end where its log ended when the run began
 */
public record TopicRange(long from, long to, long end) {

    public TopicRange {
        if (to < from) {
            to = from;
        }
    }

    long size() {
        return to - from;
    }

    public boolean contains(long offset) {
        return offset >= from && offset < to;
    }
}
