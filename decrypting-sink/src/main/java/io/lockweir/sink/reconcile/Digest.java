package io.lockweir.sink.reconcile;

/** 128 bits of a keyed hash. */
record Digest(long high, long low) {

    /** Ranges that the space of digests is cut into. */
    static final int RANGES = 1 << 16;

    /** Number of the range it falls into. */
    int range() {
        return (int) (high >>> 48);
    }
}
