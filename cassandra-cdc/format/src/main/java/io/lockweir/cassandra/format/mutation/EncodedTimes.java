package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.LogVersion;
import io.lockweir.cassandra.format.MalformedBytesException;

/**
 * Timestamps and times to live of one partition update: written as differences from the update's least ones, which are themselves
 * differences from constants.
 *
 * <p>Local deletion times are seconds in 32 bits. Version 7 takes them as signed; version 8 as unsigned, so that times between 2038
 * and 2106 overflow on the way and come out negative here.
 */
final class EncodedTimes {

    /** 2015-09-22T00:00:00Z, in seconds. */
    private static final long EPOCH_SECONDS = 1_442_880_000L;

    private static final long EPOCH_MICROS = EPOCH_SECONDS * 1_000_000;

    private long leastTimestamp;
    private long leastDeletionTime;
    private int leastTtl;
    private LogVersion version = LogVersion.V7;

    void read(Cursor in, LogVersion logVersion) {
        version = logVersion;
        leastTimestamp = in.vint() + EPOCH_MICROS;
        leastDeletionTime = (int) in.vint() + EPOCH_SECONDS;
        leastTtl = (int) in.vint();
    }

    long timestamp(Cursor in) {
        return in.vint() + leastTimestamp;
    }

    int ttl(Cursor in) {
        int ttl = (int) in.vint() + leastTtl;
        if (ttl < 0) {
            throw new MalformedBytesException("a negative time to live");
        }
        return ttl;
    }

    /** As it stands, see {@link #deletionTime(long, int)}. */
    long rawDeletionTime(Cursor in) {
        return (int) in.vint() + leastDeletionTime;
    }

    /** The local deletion time of a cell or a row marker with this time to live. */
    long deletionTime(long raw, int ttl) {
        if (raw >= ttl) {
            return raw;
        }
        if (raw < 0) {
            return unsigned(raw);
        }
        return ttl == Liveness.EXPIRED_TTL ? raw : Cell.INVALID_DELETION_TIME;
    }

    Deletion deletion(Cursor in) {
        long timestamp = timestamp(in);
        long raw = rawDeletionTime(in);
        return new Deletion(timestamp, raw >= 0 ? raw : Cell.INVALID_DELETION_TIME);
    }

    /**
     * Of a collection: the only deletion whose time may be unsigned, and the only one that may say that nothing was deleted. Where one
     * collection of a row has a deletion, all have: 4.1 and 5.0 write different times into those that say nothing.
     */
    Deletion complexDeletion(Cursor in) {
        long timestamp = timestamp(in);
        long raw = rawDeletionTime(in);
        if (timestamp == Deletion.NONE.timestamp()) {
            return Deletion.NONE;
        }
        return new Deletion(timestamp, raw >= 0 ? raw : unsigned(raw));
    }

    private long unsigned(long raw) {
        return version == LogVersion.V7 ? Cell.INVALID_DELETION_TIME : Integer.toUnsignedLong((int) raw);
    }
}
