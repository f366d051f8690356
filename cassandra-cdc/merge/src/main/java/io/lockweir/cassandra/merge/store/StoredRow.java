package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;

/** A kept row, as bytes that nobody may change. */
public interface StoredRow {

    Slice key();

    byte[] bytes();
}
