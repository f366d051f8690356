package io.lockweir.sink.facts;

/**
 * What one slice, or the slices of one snapshot, did with the records read.
 *
 * @param read records that reached the task for this table
 * @param written rows written, new ones or in place of others
 * @param deleted records that said that a row goes, whether it was there or not
 * @param filtered records that by rule become no row
 * @param quarantined records in the dead-letter queue, or skipped by an operator's answer
 * @param unseen offsets that never reached the task: transaction markers, records that a transform dropped or a converter
 *     failed on, compacted ones
 * @param minEventMs earliest event time, {@link #NO_TIME} if none
 * @param maxEventMs latest event time, {@link #NO_TIME} if none
 * @param violations of quality rules
 */
public record SliceFacts(
        long read,
        long written,
        long deleted,
        long filtered,
        long quarantined,
        long unseen,
        long minEventMs,
        long maxEventMs,
        Violations violations) {

    public static final long NO_TIME = -1;
    public static final SliceFacts NONE = new SliceFacts(0, 0, 0, 0, 0, 0, NO_TIME, NO_TIME);

    /** Of records that keep all rules. */
    public SliceFacts(
            long read,
            long written,
            long deleted,
            long filtered,
            long quarantined,
            long unseen,
            long minEventMs,
            long maxEventMs) {
        this(read, written, deleted, filtered, quarantined, unseen, minEventMs, maxEventMs, Violations.NONE);
    }

    /** Every record read has exactly one fate. */
    public boolean balanced() {
        return read == written + deleted + filtered + quarantined;
    }

    public SliceFacts plus(SliceFacts other) {
        return new SliceFacts(
                read + other.read,
                written + other.written,
                deleted + other.deleted,
                filtered + other.filtered,
                quarantined + other.quarantined,
                unseen + other.unseen,
                minEventMs == NO_TIME
                        ? other.minEventMs
                        : other.minEventMs == NO_TIME ? minEventMs : Math.min(minEventMs, other.minEventMs),
                Math.max(maxEventMs, other.maxEventMs),
                violations.plus(other.violations));
    }
}
