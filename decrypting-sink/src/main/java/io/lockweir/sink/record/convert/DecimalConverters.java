package io.lockweir.sink.record.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Decimals of one scale, and Debezium's decimals that carry their own. */
final class DecimalConverters {
    static final String CONNECT = org.apache.kafka.connect.data.Decimal.LOGICAL_NAME;
    static final String VARIABLE_SCALE = "io.debezium.data.VariableScaleDecimal";

    /** PostgreSQL's longest number has 131 072 digits; a larger scale is an attempt to have zeros built. */
    private static final long MAX_SCALE = 131_072;

    private DecimalConverters() {}

    static @Nullable Converter connect(Target target, Type type) {
        return switch (type.typeId()) {
            case DECIMAL -> value -> NumberConverters.decimal(target, (Types.DecimalType) type, (BigDecimal) value);
            case STRING -> value -> text(target, (BigDecimal) value);
            default -> null;
        };
    }

    static @Nullable Converter variableScale(Target target, Schema schema, Type type) {
        Field scale = schema.field("scale");
        Field unscaled = schema.field("value");
        Converter decimal = connect(target, type);
        if (scale == null || unscaled == null || decimal == null) {
            return null;
        }
        return value -> {
            Struct struct = (Struct) value;
            Object digits = struct.get(unscaled);
            if (!(struct.get(scale) instanceof Integer places) || digits == null) {
                throw target.malformed("variable scale decimal");
            }
            return decimal.convert(new BigDecimal(integer(target, digits), places));
        };
    }

    private static String text(Target target, BigDecimal value) {
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw target.outOfRange("too many digits");
        }
        return value.toPlainString();
    }

    private static BigInteger integer(Target target, Object digits) {
        byte[] bytes = digits instanceof ByteBuffer buffer ? BinaryConverters.copy(buffer) : (byte[]) digits;
        if (bytes.length == 0) {
            throw target.malformed("variable scale decimal");
        }
        return new BigInteger(bytes);
    }
}
