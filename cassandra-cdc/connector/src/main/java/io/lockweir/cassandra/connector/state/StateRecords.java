package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.DeletionsCodec;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.encryption.cipher.HmacSha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * Keys and clear values of the state topic's records. Released numbers are never given another meaning.
 *
 * <pre>
 * key      = %x01                                   ; the marker
 *          / %x02                                   ; the key of the keys' HMAC
 *          / %x03 hmac                              ; a row: HMAC-SHA-256 of place
 *          / %x04 hmac                              ; a partition's deletions
 * place    = kind table partition-length partition row
 * marker   = version host segment offset clock initial
 * hmac-key = version 32 octets
 * row      = version kind table partition-length partition row-length row next-expiry *octet   ; RowCodec's or DeletionsCodec's
 * table, host = 16 octets, segment, clock, next-expiry = 8 octets, offset, lengths = 4 octets, initial = octet
 * </pre>
 */
final class StateRecords {
    static final byte MARKER = 1;
    static final byte HMAC_KEY = 2;
    static final byte ROW = 3;
    static final byte DELETIONS = 4;
    static final int HMAC_LENGTH = 32;

    private static final byte VERSION = 1;
    private static final int UUID_LENGTH = 16;

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

    /** Puts what a record holds; says of whom it is. */
    RowKey restore(byte[] key, byte[] value, RowStore into) {
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
            StoredPartition partition = into.partition(row.table(), row.partition());
            if (kind == ROW) {
                partition.putRow(row.key(), bytes, nextExpiry);
            } else {
                partition.putDeletions(DeletionsCodec.decode(bytes));
            }
            return row;
        } catch (BufferUnderflowException e) {
            throw new StateDamagedException("a record is cut off", e);
        }
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
        return ByteBuffer.allocate(2 + UUID_LENGTH + Long.BYTES + Integer.BYTES + Long.BYTES)
                .put(VERSION)
                .putLong(marker.host().getMostSignificantBits())
                .putLong(marker.host().getLeastSignificantBits())
                .putLong(marker.place().position().segment())
                .putInt(marker.place().position().offset())
                .putLong(marker.place().clock())
                .put((byte) (marker.initial() ? 1 : 0))
                .array();
    }

    static Marker marker(byte[] value) {
        try {
            ByteBuffer in = versioned(value);
            UUID host = new UUID(in.getLong(), in.getLong());
            Place place = new Place(new LogPosition(in.getLong(), in.getInt()), in.getLong());
            return new Marker(host, place, in.get() == 1);
        } catch (BufferUnderflowException e) {
            throw new StateDamagedException("the marker is cut off", e);
        }
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
