package io.lockweir.sink.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's texts as what the sink would have written into a column. What the column cannot hold (infinity, NaN in a
 * decimal, a 24 o'clock) becomes {@link Unfit}: such a row differs.
 */
final class DatabaseValues {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 9, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DATE)
            .appendPattern("[' ']['T']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);
    private static final int DATE_LENGTH = 10;
    private static final String BINARY = "\\x";

    private DatabaseValues() {}

    /** A value from its text. */
    static @Nullable Object of(Type type, @Nullable String text, Precision precision) {
        if (text == null) {
            return null;
        }
        try {
            return type.isListType() ? list(type.asListType(), text, precision) : scalar(type, text, precision);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException | JsonProcessingException e) {
            return new Unfit(text);
        }
    }

    /** Of floating-point numbers in the source: a short text stands for another double than for a float. */
    enum Precision {
        SINGLE,
        OTHER
    }

    private static Object scalar(Type type, String text, Precision precision) {
        return switch (type.typeId()) {
            case BOOLEAN -> truth(text);
            case INTEGER -> new BigDecimal(text).intValueExact();
            case LONG -> new BigDecimal(text).longValueExact();
            case FLOAT -> Float.parseFloat(text);
            case DOUBLE -> precision == Precision.SINGLE ? (double) Float.parseFloat(text) : Double.parseDouble(text);
            case DECIMAL -> decimal((Types.DecimalType) type, new BigDecimal(text));
            case DATE -> LocalDate.parse(text, DATE);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> time((Types.TimestampType) type, text);
            case STRING -> text;
            case UUID -> UUID.fromString(text);
            case BINARY -> ByteBuffer.wrap(bytes(text));
            case FIXED -> bytes(text);
            default -> throw new IllegalArgumentException("Values of " + type + " are not compared");
        };
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "t", "true", "1" -> true;
            case "f", "false", "0" -> false;
            default -> throw new IllegalArgumentException("No truth value");
        };
    }

    private static BigDecimal decimal(Types.DecimalType type, BigDecimal value) {
        BigDecimal scaled = value.setScale(type.scale());
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException("Too many digits");
        }
        return scaled;
    }

    private static Object time(Types.TimestampType type, String text) {
        if (!type.shouldAdjustToUTC()) {
            return text.length() <= DATE_LENGTH
                    ? LocalDate.parse(text, DATE).atStartOfDay()
                    : LocalDateTime.parse(text, LOCAL);
        }
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        if (sign <= DATE_LENGTH) {
            return LocalDateTime.parse(text, LOCAL).atOffset(ZoneOffset.UTC);
        }
        boolean hours = text.length() - sign == 3;
        return OffsetDateTime.parse(hours ? text + ":00" : text, INSTANT);
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith(BINARY)) {
            throw new IllegalArgumentException("bytea_output is not hex");
        }
        return HexFormat.of().parseHex(text, BINARY.length(), text.length());
    }

    private static List<@Nullable Object> list(Types.ListType type, String text, Precision precision)
            throws JsonProcessingException {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode element : JSON.readTree(text)) {
            if (element.isContainerNode()) {
                throw new IllegalArgumentException("An array of arrays");
            }
            values.add(of(
                    type.elementType(),
                    element.isNull()
                            ? null
                            : element.isBigDecimal() ? element.decimalValue().toPlainString() : element.asText(),
                    precision));
        }
        return values;
    }
}
