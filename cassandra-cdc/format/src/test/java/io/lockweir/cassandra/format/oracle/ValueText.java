package io.lockweir.cassandra.format.oracle;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.value.CqlDuration;
import io.lockweir.cassandra.format.value.CqlValues;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decoded values as the text that the oracle makes of them. */
final class ValueText {

    private ValueText() {}

    static void append(StringBuilder text, CqlType type, Slice bytes) {
        object(text, CqlValues.decode(type, bytes));
    }

    private static void object(StringBuilder text, @Nullable Object value) {
        if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(element -> {
                object(text, element);
                text.append(' ');
            });
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            map.forEach((key, element) -> {
                object(text, key);
                text.append(':');
                object(text, element);
                text.append(' ');
            });
            text.append('}');
        } else if (value instanceof ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                text.append(Character.forDigit((bytes.get(bytes.position()) >> 4) & 0xF, 16));
                text.append(Character.forDigit(bytes.get() & 0xF, 16));
            }
        } else if (value instanceof InetAddress address) {
            text.append(address.getHostAddress());
        } else if (value instanceof Instant instant) {
            text.append(instant.toEpochMilli());
        } else if (value instanceof LocalDate date) {
            text.append(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            text.append(time.toNanoOfDay());
        } else if (value instanceof CqlDuration duration) {
            text.append(duration.months())
                    .append('m')
                    .append(duration.days())
                    .append('d')
                    .append(duration.nanoseconds());
        } else if (value instanceof BigDecimal decimal) {
            text.append(decimal.unscaledValue()).append('e').append(decimal.scale());
        } else {
            text.append(value);
        }
    }
}
