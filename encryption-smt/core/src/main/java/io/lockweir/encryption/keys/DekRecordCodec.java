package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a {@link DekRecord}, docs/wire-format.md section 3.4: strict and canonical, one form per record. Frozen: a new form gets
 * a new version byte.
 */
public final class DekRecordCodec {
    private static final byte MAGIC = (byte) 0xD1;
    private static final byte VERSION = 1;

    private DekRecordCodec() {}

    /** The bytes of a record. */
    public static byte[] encode(DekRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(MAGIC);
        bytes.write(VERSION);
        bytes.writeBytes(record.id().toBytes());
        counted(record.scope().encoded(), bytes);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .putLong(record.created().toEpochMilli())
                .array());
        ScopeName.write(record.createdBy(), bytes);
        bytes.write(record.wraps().size());
        for (DekRecord.Wrap wrap : record.wraps()) {
            ScopeName.write(wrap.kekLabel(), bytes);
            counted(wrap.wrapped(), bytes);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if the bytes are none, or of a version this code does not know; the message holds nothing of them
     */
    public static DekRecord decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            if (bytes.get() != MAGIC) {
                throw new IllegalArgumentException("The bytes are no data key record: they do not begin with D1");
            }
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("The data key record is of version " + Byte.toUnsignedInt(version)
                        + ", this software reads version " + VERSION + "; update it");
            }
            DekRecord record = read(bytes);
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException(
                        "The data key record is followed by " + bytes.remaining() + " bytes");
            }
            return record;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The data key record is cut off");
        }
    }

    private static DekRecord read(ByteBuffer bytes) {
        byte[] id = new byte[DekId.LENGTH];
        bytes.get(id);
        Scope scope = ScopeBytes.decode(counted(bytes));
        Instant created = Instant.ofEpochMilli(bytes.getLong());
        String createdBy = text(bytes);
        int count = Byte.toUnsignedInt(bytes.get());
        List<DekRecord.Wrap> wraps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wraps.add(new DekRecord.Wrap(text(bytes), counted(bytes)));
        }
        return new DekRecord(DekId.of(id), scope, wraps, created, createdBy);
    }

    private static void counted(byte[] content, ByteArrayOutputStream target) {
        target.write(content.length >>> 8);
        target.write(content.length);
        target.writeBytes(content);
    }

    private static byte[] counted(ByteBuffer bytes) {
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] content = new byte[length];
        bytes.get(content);
        return content;
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(counted(bytes)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A text of the data key record is no UTF-8");
        }
    }
}
