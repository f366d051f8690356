package io.lockweir.sink.reconcile;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of the records of topics. For one thread. */
public final class TopicTally {
    private long records;
    private long filtered;
    private final Map<String, Long> refused = new TreeMap<>();
    private @Nullable String first;

    /** Forgets everything: the topics are read once more. */
    void begin() {
        records = 0;
        filtered = 0;
        refused.clear();
    }

    void record() {
        records++;
    }

    void passedBy() {
        filtered++;
    }

    /** Another one; the coordinates hold no value. */
    void refused(String reason, String coordinates) {
        refused.merge(reason, 1L, Long::sum);
        if (first == null) {
            first = coordinates;
        }
    }

    public long records() {
        return records;
    }

    /** By rule no row. */
    public long filtered() {
        return filtered;
    }

    /** By reason: records that a sink does not write; it has them in its dead-letter queue, or holds. */
    public Map<String, Long> refused() {
        return Map.copyOf(refused);
    }

    /** Where the first of them is; empty if there is none. */
    public String firstRefused() {
        return first == null ? "" : first;
    }
}
