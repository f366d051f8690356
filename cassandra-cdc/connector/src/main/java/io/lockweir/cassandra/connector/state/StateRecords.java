package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.state.DeletionsCodec;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.encryption.cipher.HmacSha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * Keys and clear values of the state topic's records. Released numbers are never given another meaning.
 *
 * <pre>
 * key      = %x01                                   ; the marker
 *          / %x02                                   ; the key of the keys' HMAC
 *          / %x03 hmac                              ; a row: HMAC-SHA-256 of place
 *          / %x04 hmac                              ; a partition's deletions
 *          / %x05                                   ; how far tables were read from the node
 *          / %x06 hmac                              ; a row that was read and perhaps not told
 *          / %x07 key part                          ; of a large value: see LargeValues
 * place    = kind table partition-length partition row
 * marker   = version host segment offset clock initial readings
 * hmac-key = version 32 octets
 * row      = version kind table partition-length partition row-length row next-expiry *octet   ; RowCodec's or DeletionsCodec's, or
 *                                                                                                      ; origin micros known *octet
 * progress = version *octet
 * table, host = 16 octets, segment, clock, next-expiry, readings, micros = 8 octets, offset, lengths = 4 octets
 * initial, known = octet                      ; 1 for yes
 * origin   = octet                            ; of a row that was read: 1 by the log, 2 by a snapshot
 * </pre>
 */
final class StateRecords {
    static final byte MARKER = 1;
    static final byte HMAC_KEY = 2;
    static final byte ROW = 3;
    static final byte DELETIONS = 4;
    static final byte PROGRESS = 5;
    static final byte UNTOLD = 6;
    static final int HMAC_LENGTH = 32;

    private static final byte VERSION = 1;
    private static final int UUID_LENGTH = 16;
    private static final byte BY_LOG = 1;
    private static final byte BY_SNAPSHOT = 2;

    private final HmacSha256 hmac;

    StateRecords(byte[] hmacKey) {
        this.hmac = new HmacSha256(hmacKey);
    }

    byte[] key(byte kind, RowKey row) {
        ByteBuffer place = ByteBuffer.allocate(1 + UUID_LENGTH + Integer.BYTES);
        place.put(kind)
                .putLong(row.table().mostSignificantBits())
                .putLong(row.table().leastSignificantBits())
                .putInt(row.partition().length());
        byte[] mac =
                hmac.of(place.array(), row.partition().toByteArray(), row.key().toByteArray());
        return ByteBuffer.allocate(1 + HMAC_LENGTH).put(kind).put(mac).array();
    }

    static byte[] value(RowKey row, byte[] bytes, long nextExpiry) {
        return value(ROW, row, bytes, nextExpiry);
    }

    static byte[] value(RowKey partition, PartitionDeletions deletions) {
        return value(DELETIONS, partition, DeletionsCodec.encode(deletions), 0);
    }

    static byte[] value(Reread row) {
        byte[] before = row.before();
        byte[] known = before == null ? new byte[0] : before;
        ByteBuffer bytes = ByteBuffer.allocate(2 + Long.BYTES + known.length)
                .put(row.origin() == Origin.SNAPSHOT ? BY_SNAPSHOT : BY_LOG)
                .putLong(row.micros())
                .put((byte) (before == null ? 0 : 1))
                .put(known);
        return value(UNTOLD, row.row(), bytes.array(), 0);
    }

    private static byte[] value(byte kind, RowKey row, byte[] bytes, long nextExpiry) {
        return ByteBuffer.allocate(2
                        + UUID_LENGTH
                        + 2 * Integer.BYTES
                        + row.partition().length()
                        + row.key().length()
                        + Long.BYTES
                        + bytes.length)
                .put(VERSION)
                .put(kind)
                .putLong(row.table().mostSignificantBits())
                .putLong(row.table().leastSignificantBits())
                .putInt(row.partition().length())
                .put(row.partition().toByteBuffer())
                .putInt(row.key().length())
                .put(row.key().toByteBuffer())
                .putLong(nextExpiry)
                .put(bytes)
                .array();
    }

    /** Puts what a record holds, of a row that was perhaps not told into the list; says of whom it is. */
    RowKey restore(byte[] key, byte[] value, RowStore into, Map<RowKey, Reread> untold) {
        try {
            ByteBuffer in = versioned(value);
            byte kind = in.get();
            RowKey row = new RowKey(new TableId(in.getLong(), in.getLong()), slice(in), slice(in));
            if (!Arrays.equals(key(kind, row), key)) {
                throw new StateDamagedException("a row stands under the key of another");
            }
            long nextExpiry = in.getLong();
            byte[] bytes = new byte[in.remaining()];
            in.get(bytes);
            switch (kind) {
                case ROW -> into.partition(row.table(), row.partition()).putRow(row.key(), bytes, nextExpiry);
                case DELETIONS ->
                    into.partition(row.table(), row.partition()).putDeletions(DeletionsCodec.decode(bytes));
                case UNTOLD -> untold.put(row, reread(row, ByteBuffer.wrap(bytes)));
                default -> throw new StateDamagedException("a row has the kind " + kind);
            }
            return row;
        } catch (BufferUnderflowException e) {
            throw new StateDamagedException("a record is cut off", e);
        }
    }

    private static Reread reread(RowKey row, ByteBuffer in) {
        Origin origin = in.get() == BY_SNAPSHOT ? Origin.SNAPSHOT : Origin.LOG;
        long micros = in.getLong();
        boolean known = in.get() == 1;
        byte[] before = new byte[in.remaining()];
        in.get(before);
        return new Reread(row, known ? before : null, origin, micros);
    }

    private static Slice slice(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new StateDamagedException("a record is cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return Slice.of(bytes);
    }

    private static ByteBuffer versioned(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        byte version = in.get();
        if (version != VERSION) {
            throw new StateDamagedException(
                    "a record has the version " + version + ", known is " + VERSION + "; a newer release wrote it");
        }
        return in;
    }

    static byte[] encode(Marker marker) {
        return ByteBuffer.allocate(2 + UUID_LENGTH + Long.BYTES + Integer.BYTES + 2 * Long.BYTES)
                .put(VERSION)
                .putLong(marker.host().getMostSignificantBits())
                .putLong(marker.host().getLeastSignificantBits())
                .putLong(marker.place().position().segment())
                .putInt(marker.place().position().offset())
                .putLong(marker.place().clock())
                .put((byte) (marker.initial() ? 1 : 0))
                .putLong(marker.place().readings())
                .array();
    }

    static Marker marker(byte[] value) {
        try {
            ByteBuffer in = versioned(value);
            UUID host = new UUID(in.getLong(), in.getLong());
            LogPosition position = new LogPosition(in.getLong(), in.getInt());
            long clock = in.getLong();
            boolean initial = in.get() == 1;
            return new Marker(host, new Place(position, clock, in.getLong()), initial);
        } catch (BufferUnderflowException e) {
            throw new StateDamagedException("the marker is cut off", e);
        }
    }

    static byte[] encodeProgress(byte[] progress) {
        return ByteBuffer.allocate(1 + progress.length)
                .put(VERSION)
                .put(progress)
                .array();
    }

    static byte[] progress(byte[] value) {
        ByteBuffer in = versioned(value);
        byte[] progress = new byte[in.remaining()];
        in.get(progress);
        return progress;
    }

    static byte[] encodeHmacKey(byte[] key) {
        return ByteBuffer.allocate(1 + HMAC_LENGTH).put(VERSION).put(key).array();
    }

    static byte[] hmacKey(byte[] value) {
        try {
            byte[] key = new byte[HMAC_LENGTH];
            versioned(value).get(key);
            return key;
        } catch (BufferUnderflowException e) {
            throw new StateDamagedException("the key of the keys is cut off", e);
        }
    }
}
