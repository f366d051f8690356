package io.lockweir.sink.write;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The key of a row as 128 bits, so that no key value stays in memory: HMAC-SHA-256 under a key that lives as long as the
 * process, cut in half. Nobody outside can make two keys meet. One thread.
 */
final class KeyDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec KEY = randomKey();
    private static final int NANOS_PER_MICRO = 1_000;

    private final int[] positions;
    private final List<BiConsumer<KeyBytes, Object>> encoders;
    private final KeyBytes bytes = new KeyBytes();
    private final Mac mac;
    private final byte[] digest;
    private final ByteBuffer halves;

    /** @param columns field ids of top-level columns */
    KeyDigest(Schema schema, List<Integer> columns) {
        List<Types.NestedField> fields = schema.columns();
        this.positions = columns.stream()
                .mapToInt(id -> fields.indexOf(schema.findField(id)))
                .toArray();
        this.encoders = columns.stream().map(id -> encoder(schema.findType(id))).toList();
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
        this.digest = new byte[mac.getMacLength()];
        this.halves = ByteBuffer.wrap(digest);
    }

    private static SecretKeySpec randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }

    /** Takes in the key of a row; {@link #high} and {@link #low} tell of it until the next call. */
    void take(Record row) {
        bytes.clear();
        for (int i = 0; i < positions.length; i++) {
            encoders.get(i).accept(bytes, row.get(positions[i]));
        }
        mac.update(bytes.array(), 0, bytes.size());
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The digest is as long as the array", e);
        }
    }

    long high() {
        return halves.getLong(0);
    }

    long low() {
        return halves.getLong(Long.BYTES);
    }

    /** Values that the table holds as equal are encoded alike, others never. */
    private static BiConsumer<KeyBytes, Object> encoder(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> (out, value) -> out.add((Boolean) value ? 1L : 0L);
            case INTEGER -> (out, value) -> out.add((long) (Integer) value);
            case LONG -> (out, value) -> out.add((long) (Long) value);
            case DATE -> (out, value) -> out.add(((LocalDate) value).toEpochDay());
            case TIME -> (out, value) -> out.add(((LocalTime) value).toNanoOfDay() / NANOS_PER_MICRO);
            case TIMESTAMP -> timestamp(((Types.TimestampType) type).shouldAdjustToUTC(), NANOS_PER_MICRO);
            case TIMESTAMP_NANO -> timestamp(((Types.TimestampNanoType) type).shouldAdjustToUTC(), 1);
            case STRING -> (out, value) -> out.add((CharSequence) value);
            case UUID ->
                (out, value) -> {
                    out.add(((UUID) value).getMostSignificantBits());
                    out.add(((UUID) value).getLeastSignificantBits());
                };
            case FIXED -> (out, value) -> out.add((byte[]) value);
            case BINARY -> (out, value) -> out.add((ByteBuffer) value);
            case DECIMAL ->
                (out, value) -> {
                    out.add((long) ((BigDecimal) value).scale());
                    out.add(((BigDecimal) value).unscaledValue().toByteArray());
                };
            default -> throw new IllegalArgumentException("No key column can be of type " + type);
        };
    }

    private static BiConsumer<KeyBytes, Object> timestamp(boolean zoned, int divisor) {
        return (out, value) -> {
            LocalDateTime utc = zoned
                    ? ((OffsetDateTime) value)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                    : (LocalDateTime) value;
            out.add(utc.toLocalDate().toEpochDay());
            out.add(utc.toLocalTime().toNanoOfDay() / divisor);
        };
    }
}
