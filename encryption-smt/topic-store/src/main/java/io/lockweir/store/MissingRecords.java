package io.lockweir.store;

import io.lockweir.encryption.shred.CompactTable;
import io.lockweir.encryption.shred.SubjectLog;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Decides which records of an export a topic lacks. Of a key that has a value, nothing is brought back: compaction would let the older value win. Unless that
 * value stands in the export too: then what the export has behind it is missing, as after a restore that was stopped. In at most 48 bytes a key.
 */
final class MissingRecords {
    /** In place of a value's digest: the key has no value. */
    private static final long NONE = 0;
    /** In place of a value's digest: from here on all that the export has of this key is missing. */
    private static final long FOLLOWING = 1;

    private final CompactTable last = new CompactTable(1);
    private final MessageDigest digest;

    MissingRecords() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The platform has no SHA-256", e);
        }
    }

    /** Takes a record that stands in the topic; in the topic's order. */
    void present(SubjectLog.Entry entry) {
        byte[] value = entry.value();
        put(place(entry.partition(), entry.key()), value == null ? NONE : valueOf(value));
    }

    /** Whether a record of the export is missing; to be asked in the export's order. */
    boolean isMissing(int partition, byte[] key, byte[] value) {
        ByteBuffer place = place(partition, key);
        long found = last.find(place.getLong(0), place.getLong(Long.BYTES));
        long known = found < 0 ? NONE : last.value(found, 0);
        if (known == NONE || known == valueOf(value)) {
            put(place, FOLLOWING);
        }
        return known == NONE || known == FOLLOWING;
    }

    private void put(ByteBuffer place, long value) {
        last.put(place.getLong(0), place.getLong(Long.BYTES), value);
    }

    private ByteBuffer place(int partition, byte[] key) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, partition));
        return ByteBuffer.wrap(digest.digest(key));
    }

    private long valueOf(byte[] value) {
        long hash = ByteBuffer.wrap(digest.digest(value)).getLong() >>> 1;
        return Math.max(hash, FOLLOWING + 1);
    }
}
