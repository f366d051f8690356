package io.lockweir.sink.record.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Booleans and numbers of fixed width, by schema: whether a type fits is decided once, not per value. */
final class NumberConverters {
    private static final int FLOAT_BITS = 24;
    private static final int DOUBLE_BITS = 53;

    private NumberConverters() {}

    /** The converter, or null if the types do not convert. */
    static @Nullable Converter compile(Target target, Schema.Type source, Type type) {
        return switch (source) {
            case BOOLEAN -> type.typeId() == Type.TypeID.BOOLEAN ? value -> value : null;
            case INT8 -> integer(target, source, type, 8);
            case INT16 -> integer(target, source, type, 16);
            case INT32 -> integer(target, source, type, 32);
            case INT64 -> integer(target, source, type, 64);
            case FLOAT32 ->
                switch (type.typeId()) {
                    case FLOAT -> value -> value;
                    case DOUBLE -> value -> ((Number) value).doubleValue();
                    default -> null;
                };
            case FLOAT64 ->
                switch (type.typeId()) {
                    case DOUBLE -> value -> value;
                    case FLOAT -> throw target.narrowing(source.toString());
                    default -> null;
                };
            default -> null;
        };
    }

    private static @Nullable Converter integer(Target target, Schema.Type source, Type type, int bits) {
        return switch (type.typeId()) {
            case INTEGER -> {
                fits(target, source, bits <= 32);
                yield value -> ((Number) value).intValue();
            }
            case LONG -> value -> ((Number) value).longValue();
            case FLOAT -> {
                fits(target, source, bits <= FLOAT_BITS);
                yield value -> ((Number) value).floatValue();
            }
            case DOUBLE -> {
                fits(target, source, bits <= DOUBLE_BITS);
                yield value -> ((Number) value).doubleValue();
            }
            case DECIMAL ->
                value -> decimal(target, (Types.DecimalType) type, BigDecimal.valueOf(((Number) value).longValue()));
            default -> null;
        };
    }

    private static void fits(Target target, Schema.Type source, boolean fits) {
        if (!fits) {
            throw target.narrowing(source.toString());
        }
    }

    /** The decimal in the column's scale, exactly. */
    static BigDecimal decimal(Target target, Types.DecimalType type, BigDecimal value) {
        // Compared before rescaling: a scale of a billion would build the digits first and check them after.
        if (value.signum() != 0 && (long) value.precision() - value.scale() > type.precision() - type.scale()) {
            throw target.outOfRange("too many digits before the point");
        }
        if (value.scale() == type.scale()) {
            return value;
        }
        if (value.scale() > type.scale() && value.stripTrailingZeros().scale() > type.scale()) {
            throw target.outOfRange("too many digits after the point");
        }
        return value.signum() == 0 ? new BigDecimal(BigInteger.ZERO, type.scale()) : value.setScale(type.scale());
    }
}
