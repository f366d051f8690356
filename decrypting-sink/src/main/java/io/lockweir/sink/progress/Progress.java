package io.lockweir.sink.progress;

/**
 * What a table says about one source partition: every record below {@code to} is in the table, or was dropped by rule.
 * Persisted as {@code to|sliceId|snapshotId|sequenceNumber}; the form never changes once released.
 *
 * @param to first offset not yet covered
 * @param sliceId slice that moved {@code to} last
 * @param snapshotId snapshot that carries that slice
 * @param sequenceNumber its sequence number, by which a replaced history is told from an expired one
 */
public record Progress(long to, String sliceId, long snapshotId, long sequenceNumber) {

    /** Of a partition the table knows nothing about. */
    public static final long NONE = -1;

    public Progress {
        if (to < 0) {
            throw new IllegalArgumentException("Progress below zero: " + to);
        }
        if (sliceId.isEmpty() || sliceId.indexOf('|') >= 0) {
            throw new IllegalArgumentException("Slice id is empty or contains '|': " + sliceId);
        }
    }

    /**
     * Reads the persisted form.
     *
     * @throws IllegalArgumentException if the text is not of the persisted form
     */
    public static Progress parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Progress is not 'to|sliceId|snapshotId|sequenceNumber': " + text);
        }
        return new Progress(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    public String format() {
        return to + "|" + sliceId + "|" + snapshotId + "|" + sequenceNumber;
    }
}
