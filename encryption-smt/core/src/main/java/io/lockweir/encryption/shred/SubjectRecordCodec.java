package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.LabelledWrap;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import io.lockweir.encryption.shred.SubjectRecord.Shred;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the log of subjects, format 1. Keys: {@code tag[32] ‖ dekId[16]} for a data key, {@code tag[32] ‖ 00[12] ‖ epoch u32} for a SHRED,
 * {@code 'N' ‖ namespace[16] ‖ generation u32 ‖ nonce[8]} for a generation. Values end in 16 bytes of HMAC-SHA-256 over {@code u16 key length ‖ key ‖ the value before it}.
 */
final class SubjectRecordCodec {
    static final int MAC_LENGTH = 16;
    private static final int SUBJECT_KEY_LENGTH = SubjectTag.LENGTH + DekId.LENGTH;
    private static final int GENERATION_KEY_LENGTH = 1 + NamespaceId.LENGTH + Integer.BYTES + Long.BYTES;
    private static final int DEK_VALUE_LENGTH =
            2 + NamespaceId.LENGTH + 2 * Integer.BYTES + Dek.WRAPPED_LENGTH + MAC_LENGTH;
    private static final byte FORMAT = 1;
    private static final byte DEK = 'D';
    private static final byte SHRED = 'S';
    private static final byte GENERATION = 'N';
    private static final int MAX_EPOCH = Integer.MAX_VALUE - 1;

    private SubjectRecordCodec() {}

    /** A record's key and value as they stand in the log. */
    @SuppressWarnings("ArrayRecordComponent") // On its way to the log.
    record Encoded(byte[] key, byte[] value) {}

    static Encoded encode(SubjectRecord record, HmacSha256 mac) {
        byte[] key = key(record);
        byte[] body = body(record);
        byte[] value = Arrays.copyOf(body, body.length + MAC_LENGTH);
        System.arraycopy(mac.of(keyLength(key), key, body), 0, value, body.length, MAC_LENGTH);
        return new Encoded(key, value);
    }

    /** Whether somebody with the namespace's key wrote the record. In constant time. */
    static boolean authentic(byte[] key, byte[] value, HmacSha256 mac) {
        int length = value.length - MAC_LENGTH;
        byte[] expected = mac.of(keyLength(key), key, Arrays.copyOf(value, length));
        return MessageDigest.isEqual(
                Arrays.copyOf(expected, MAC_LENGTH), Arrays.copyOfRange(value, length, value.length));
    }

    /** The record, not authenticated yet; null when it is none of format 1. */
    static @Nullable SubjectRecord decode(byte[] key, byte[] value) {
        if (value.length < 2 + NamespaceId.LENGTH + MAC_LENGTH || value[0] != FORMAT) {
            return null;
        }
        ByteBuffer body = ByteBuffer.wrap(value, 2, value.length - 2 - MAC_LENGTH);
        try {
            NamespaceId namespace = new NamespaceId(body.getLong(), body.getLong());
            SubjectRecord record = switch (value[1]) {
                case DEK -> dek(key, value.length, namespace, body);
                case SHRED -> shred(key, namespace, body);
                case GENERATION -> generation(key, namespace, body);
                default -> null;
            };
            return body.hasRemaining() ? null : record;
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    /** The subject and the data key id that a key names, for records without a value; null for another key. */
    static @Nullable DekId dekIdOf(byte[] key) {
        return key.length == SUBJECT_KEY_LENGTH ? DekId.at(key, SubjectTag.LENGTH) : null;
    }

    static byte[] key(SubjectTag tag, DekId id) {
        ByteBuffer key = ByteBuffer.allocate(SUBJECT_KEY_LENGTH);
        tag.writeTo(key);
        return key.put(id.toBytes()).array();
    }

    static byte[] key(SubjectRecord record) {
        if (record instanceof Dek dek) {
            return key(dek.tag(), dek.id());
        }
        if (record instanceof Shred shred) {
            ByteBuffer key = ByteBuffer.allocate(SUBJECT_KEY_LENGTH);
            shred.tag().writeTo(key);
            return key.putInt(SUBJECT_KEY_LENGTH - Integer.BYTES, shred.epoch()).array();
        }
        Generation generation = (Generation) record;
        return ByteBuffer.allocate(GENERATION_KEY_LENGTH)
                .put(GENERATION)
                .putLong(generation.namespace().high())
                .putLong(generation.namespace().low())
                .putInt(generation.generation())
                .putLong(generation.nonce())
                .array();
    }

    private static byte[] body(SubjectRecord record) {
        NamespaceId namespace = record.namespace();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(FORMAT);
        body.write(record instanceof Dek ? DEK : record instanceof Shred ? SHRED : GENERATION);
        body.writeBytes(ByteBuffer.allocate(NamespaceId.LENGTH)
                .putLong(namespace.high())
                .putLong(namespace.low())
                .array());
        if (record instanceof Dek dek) {
            body.writeBytes(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(dek.epoch())
                    .putInt(dek.generation())
                    .array());
            body.writeBytes(dek.wrapped());
        } else if (record instanceof Shred shred) {
            body.writeBytes(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(shred.at().toEpochMilli())
                    .putInt(shred.killed().size())
                    .array());
            shred.killed().forEach(id -> body.writeBytes(id.toBytes()));
        } else if (record instanceof Generation generation) {
            body.writeBytes(ByteBuffer.allocate(Short.BYTES + Long.BYTES)
                    .putShort((short) generation.partitions())
                    .putLong(generation.created().toEpochMilli())
                    .array());
            text(generation.index(), body);
            body.write(generation.wraps().size());
            for (LabelledWrap wrap : generation.wraps()) {
                text(wrap.label().getBytes(StandardCharsets.UTF_8), body);
                text(wrap.wrapped(), body);
            }
        }
        return body.toByteArray();
    }

    private static @Nullable Dek dek(byte[] key, int length, NamespaceId namespace, ByteBuffer body) {
        if (key.length != SUBJECT_KEY_LENGTH || length != DEK_VALUE_LENGTH) {
            return null;
        }
        int epoch = body.getInt();
        int generation = body.getInt();
        byte[] wrapped = new byte[Dek.WRAPPED_LENGTH];
        body.get(wrapped);
        return epoch < 0 || epoch > MAX_EPOCH || generation < 1
                ? null
                : new Dek(
                        namespace, SubjectTag.at(key, 0), DekId.at(key, SubjectTag.LENGTH), epoch, generation, wrapped);
    }

    private static @Nullable Shred shred(byte[] key, NamespaceId namespace, ByteBuffer body) {
        if (key.length != SUBJECT_KEY_LENGTH) {
            return null;
        }
        int epoch = ByteBuffer.wrap(key).getInt(SUBJECT_KEY_LENGTH - Integer.BYTES);
        Instant at = Instant.ofEpochMilli(body.getLong());
        int count = body.getInt();
        if (epoch < 1 || epoch > MAX_EPOCH || count < 0 || body.remaining() != (long) count * DekId.LENGTH) {
            return null;
        }
        List<DekId> killed = new ArrayList<>(count);
        byte[] id = new byte[DekId.LENGTH];
        for (int i = 0; i < count; i++) {
            body.get(id);
            killed.add(DekId.of(id));
        }
        return new Shred(namespace, SubjectTag.at(key, 0), epoch, at, killed);
    }

    private static @Nullable Generation generation(byte[] key, NamespaceId namespace, ByteBuffer body) {
        if (key.length != GENERATION_KEY_LENGTH || key[0] != GENERATION) {
            return null;
        }
        ByteBuffer name = ByteBuffer.wrap(key, 1, key.length - 1);
        if (name.getLong() != namespace.high() || name.getLong() != namespace.low()) {
            return null;
        }
        int generation = name.getInt();
        long nonce = name.getLong();
        int partitions = Short.toUnsignedInt(body.getShort());
        Instant created = Instant.ofEpochMilli(body.getLong());
        byte[] index = text(body);
        List<LabelledWrap> wraps = new ArrayList<>();
        for (int left = Byte.toUnsignedInt(body.get()); left > 0; left--) {
            wraps.add(new LabelledWrap(new String(text(body), StandardCharsets.UTF_8), text(body)));
        }
        return generation < 1 || partitions < 1
                ? null
                : new Generation(namespace, generation, nonce, partitions, created, index, wraps);
    }

    private static void text(byte[] bytes, ByteArrayOutputStream target) {
        if (bytes.length > 0xFFFF) {
            throw new IllegalArgumentException("A label or a wrapped key is longer than 65535 bytes");
        }
        target.write(bytes.length >>> 8);
        target.write(bytes.length);
        target.writeBytes(bytes);
    }

    private static byte[] text(ByteBuffer source) {
        int length = Short.toUnsignedInt(source.getShort());
        if (length > source.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }

    private static byte[] keyLength(byte[] key) {
        return new byte[] {(byte) (key.length >>> 8), (byte) key.length};
    }
}
