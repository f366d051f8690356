package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;

/** Rows by their keys. {@code from} belongs to it, {@code to} does not. */
public record KeyRange(Slice from, Slice to) {

    public boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }
}
