package io.lockweir.encryption.confluent;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands before a body, or in a header beside it, to name the schema; always in clear.
 *
 * <pre>
 * prefix  00 ‖ int32 big-endian id ‖ [indexes] ‖ body
 * header  01 ‖ uuid[16] ‖ [indexes], the body has nothing before it
 * </pre>
 *
 * @param schema the writer's
 * @param indexes which message it is; of Protobuf only
 * @param length the bytes of the frame
 */
public record Framing(SchemaReference schema, Optional<MessageIndexes> indexes, int length) {
    /** The header of records that name the schema of their key there. */
    public static final String KEY_HEADER = "__key_schema_id";

    /** The header of records that name the schema of their value there. */
    public static final String VALUE_HEADER = "__value_schema_id";

    private static final byte PREFIX_MAGIC = 0;
    private static final byte HEADER_MAGIC = 1;
    private static final int PREFIX_LENGTH = 1 + Integer.BYTES;
    private static final int HEADER_LENGTH = 1 + 2 * Long.BYTES;

    /** A prefix, without indexes. */
    public static byte[] prefix(int id) {
        return ByteBuffer.allocate(PREFIX_LENGTH).put(PREFIX_MAGIC).putInt(id).array();
    }

    /** A prefix, with the indexes of a Protobuf message. */
    public static byte[] prefix(int id, MessageIndexes indexes) {
        return joined(prefix(id), indexes.bytes());
    }

    /** The value of a header, without indexes. */
    public static byte[] header(UUID guid) {
        return ByteBuffer.allocate(HEADER_LENGTH)
                .put(HEADER_MAGIC)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    /** The value of a header, with the indexes of a Protobuf message. */
    public static byte[] header(UUID guid, MessageIndexes indexes) {
        return joined(header(guid), indexes.bytes());
    }

    /**
     * The prefix of a record's key or value.
     *
     * @throws EnvelopeException with BAD_MAGIC, TRUNCATED or MALFORMED if it has none
     */
    public static Framing ofPrefix(byte[] framed, BodyFormat format) {
        check(framed, PREFIX_MAGIC, PREFIX_LENGTH);
        return read(new SchemaReference.Id(ByteBuffer.wrap(framed).getInt(1)), framed, PREFIX_LENGTH, format);
    }

    /**
     * The value of one of the two headers.
     *
     * @throws EnvelopeException with BAD_MAGIC, TRUNCATED or MALFORMED if it is none, or more follows it
     */
    public static Framing ofHeader(byte[] header, BodyFormat format) {
        check(header, HEADER_MAGIC, HEADER_LENGTH);
        ByteBuffer buffer = ByteBuffer.wrap(header);
        UUID guid = new UUID(buffer.getLong(1), buffer.getLong(1 + Long.BYTES));
        Framing framing = read(new SchemaReference.Guid(guid), header, HEADER_LENGTH, format);
        if (framing.length() != header.length) {
            throw new EnvelopeException(
                    Reason.MALFORMED, "More follows the schema's id in the header than belongs there");
        }
        return framing;
    }

    /**
     * The schema that a prefix names, before it is known whether indexes follow.
     *
     * @throws EnvelopeException as {@link #ofPrefix} does
     */
    public static SchemaReference schemaOfPrefix(byte[] framed) {
        return ofPrefix(framed, BodyFormat.AVRO).schema();
    }

    /**
     * The schema that a header names, before it is known whether indexes follow.
     *
     * @throws EnvelopeException as {@link #ofHeader} does
     */
    public static SchemaReference schemaOfHeader(byte[] header) {
        check(header, HEADER_MAGIC, HEADER_LENGTH);
        return ofHeader(Arrays.copyOf(header, HEADER_LENGTH), BodyFormat.AVRO).schema();
    }

    /** What follows a prefix. */
    public byte[] body(byte[] framed) {
        return Arrays.copyOfRange(framed, length, framed.length);
    }

    /** A prefix and what follows it. */
    public static byte[] joined(byte[] prefix, byte[] body) {
        byte[] all = Arrays.copyOf(prefix, Math.addExact(prefix.length, body.length));
        System.arraycopy(body, 0, all, prefix.length, body.length);
        return all;
    }

    private static void check(byte[] bytes, byte magic, int length) {
        if (bytes.length == 0 || bytes[0] != magic) {
            throw new EnvelopeException(
                    Reason.BAD_MAGIC, "No schema id stands where it should: the first byte is not 0" + magic);
        }
        if (bytes.length < length) {
            throw new EnvelopeException(Reason.TRUNCATED, "The schema id is cut off");
        }
    }

    private static Framing read(SchemaReference schema, byte[] bytes, int offset, BodyFormat format) {
        if (!format.hasIndexes()) {
            return new Framing(schema, Optional.empty(), offset);
        }
        MessageIndexes.Reading reading = new MessageIndexes.Reading(bytes, offset);
        MessageIndexes indexes = reading.indexes();
        return new Framing(schema, Optional.of(indexes), reading.end());
    }
}
