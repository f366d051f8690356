package io.lockweir.sink.record.convert;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Text, and text forms of other types: decimals, UUIDs and ISO 8601 times. Debezium's zoned types are such texts. */
final class TextConverters {
    private static final int UUID_LENGTH = 36;
    private static final int MAX_DECIMAL_LENGTH = 1_000;

    private TextConverters() {}

    static @Nullable Converter compile(Target target, Type type) {
        return switch (type.typeId()) {
            case STRING -> value -> text(target, (String) value);
            case UUID -> value -> value instanceof UUID uuid ? uuid : uuid(target, (String) value);
            case DECIMAL -> value -> decimal(target, (Types.DecimalType) type, (String) value);
            case DATE -> value -> parsed(target, "ISO 8601 date", (String) value, LocalDate::parse);
            case TIME -> value -> time(target, (String) value);
            case TIMESTAMP, TIMESTAMP_NANO ->
                TemporalValues.adjustsToUtc(type)
                        ? value -> instant(target, (String) value)
                        : value -> local(target, (String) value);
            default -> null;
        };
    }

    /** Half a surrogate pair would become a question mark in the file, silently. */
    private static String text(Target target, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                boolean pair = Character.isHighSurrogate(value.charAt(i))
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    throw target.malformed("text without lone surrogates");
                }
                i++;
            }
        }
        return value;
    }

    /** UUID.fromString takes short groups and drops high digits; the text form must be the whole one. */
    private static UUID uuid(Target target, String value) {
        UUID uuid = value.length() == UUID_LENGTH ? parsed(target, "UUID", value, UUID::fromString) : null;
        if (uuid == null || !uuid.toString().equalsIgnoreCase(value)) {
            throw target.malformed("UUID");
        }
        return uuid;
    }

    private static BigDecimal decimal(Target target, Types.DecimalType type, String value) {
        if (value.length() > MAX_DECIMAL_LENGTH) {
            throw target.outOfRange("too many digits");
        }
        return NumberConverters.decimal(target, type, parsed(target, "decimal number", value, BigDecimal::new));
    }

    private static LocalTime time(Target target, String value) {
        LocalTime time =
                parsed(target, "ISO 8601 time", value, text -> utc(text) ? utcTime(text) : LocalTime.parse(text));
        return TemporalValues.exact(target, time);
    }

    private static boolean utc(String text) {
        return text.endsWith("Z");
    }

    private static LocalTime utcTime(String text) {
        return OffsetTime.parse(text).toLocalTime();
    }

    private static LocalDateTime local(Target target, String value) {
        LocalDateTime time = parsed(target, "ISO 8601 local time", value, LocalDateTime::parse);
        return TemporalValues.exact(target, time);
    }

    private static OffsetDateTime instant(Target target, String value) {
        OffsetDateTime time = parsed(
                target,
                "ISO 8601 time with offset",
                value,
                text -> OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC));
        return TemporalValues.exact(target, time);
    }

    /** Parsers quote their input in the exception, which therefore goes no further. */
    private static <T> T parsed(Target target, String expected, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw target.malformed(expected);
        }
    }
}
