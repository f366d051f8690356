package io.lockweir.sink.write;

import java.time.Clock;

/**
 * Where the rows lie that one task wrote to one table, by key: a cache, never the truth. A row that is not found is deleted
 * by key, which is right at any time. One thread.
 */
public final class KeyIndex {
    private final IndexPolicy policy;
    private final Clock clock;

    public KeyIndex(IndexPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** The open slice was completed under this id; what follows belongs to the next one. */
    public void cut(String slice) {}

    /** The files of a slice are in the table. */
    public void landed(String slice) {}

    /** Forgets everything but the rows of the open slice. */
    public void forget() {}

    @Override
    public String toString() {
        return "KeyIndex[" + policy + ", " + clock + "]";
    }
}
