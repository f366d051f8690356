package io.lockweir.sink.record.quality;

import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** Values without parts. What has no zone is taken as UTC; a date is its midnight, a time of day the time since. */
final class PrimitiveRuleTypes {

    private PrimitiveRuleTypes() {}

    /** Null for a type that rules cannot use. */
    static @Nullable RuleType of(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> new RuleType(SimpleType.BOOL, value -> value);
            case INTEGER, LONG -> new RuleType(SimpleType.INT, value -> ((Number) value).longValue());
            case FLOAT, DOUBLE -> new RuleType(SimpleType.DOUBLE, value -> ((Number) value).doubleValue());
            case STRING, UUID -> new RuleType(SimpleType.STRING, Object::toString);
            case FIXED, BINARY -> new RuleType(SimpleType.BYTES, PrimitiveRuleTypes::bytes);
            case DATE, TIMESTAMP, TIMESTAMP_NANO -> new RuleType(SimpleType.TIMESTAMP, PrimitiveRuleTypes::instant);
            case TIME ->
                new RuleType(SimpleType.DURATION, value -> Duration.ofNanos(((LocalTime) value).toNanoOfDay()));
            case DECIMAL -> new RuleType(DecimalValue.TYPE, value -> new DecimalValue((BigDecimal) value));
            default -> null;
        };
    }

    private static Object bytes(Object value) {
        if (value instanceof byte[] array) {
            return CelByteString.of(array);
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return CelByteString.of(array);
    }

    private static Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof LocalDate date
                ? date.atStartOfDay().toInstant(ZoneOffset.UTC)
                : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
    }
}
