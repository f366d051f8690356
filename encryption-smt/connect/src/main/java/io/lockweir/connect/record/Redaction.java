package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Puts one fixed value, or null, in place of every value, of nulls too. */
@SuppressWarnings("JavaUtilDate") // Connect's own type for its logical times.
record Redaction(@Nullable Object replacement) implements Conversion {

    /** For data without a schema, where the value is text. */
    static Conversion of(FieldMode.Redact redact) {
        return new Redaction(redact.value());
    }

    static Planned planned(Place place, FieldMode.Redact redact, Schema schema) {
        String text = redact.value();
        Schema redacted = withoutDefault(schema, text == null);
        if (text == null) {
            return new Planned(redacted, new Redaction(null));
        }
        try {
            Object value = value(text, schema);
            ConnectSchema.validateValue(redacted, value);
            return new Planned(redacted, new Redaction(value));
        } catch (IllegalArgumentException | DateTimeException | DataException e) {
            // It comes from the configuration, so it may be told; the cause says no more.
            throw new ConfigException("redact.value=" + text + " is no value of " + place + ", which is "
                    + (schema.name() == null ? schema.type() : schema.name())
                    + ". Correct it, or leave it away for null.");
        }
    }

    @Override
    public @Nullable Object apply(Object value) {
        return replacement;
    }

    @Override
    public @Nullable Object ofNull() {
        return replacement;
    }

    /** A reader would put the default in place of a null. */
    static Schema withoutDefault(Schema schema, boolean nulls) {
        SchemaBuilder builder = switch (schema.type()) {
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            default -> SchemaBuilder.type(schema.type());
        };
        if (schema.type() == Schema.Type.STRUCT) {
            schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
        }
        if (schema.isOptional() || nulls) {
            builder.optional();
        }
        if (schema.name() != null) {
            builder.name(schema.name());
        }
        if (schema.version() != null) {
            builder.version(schema.version());
        }
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        if (schema.doc() != null) {
            builder.doc(schema.doc());
        }
        return builder.build();
    }

    private static Object value(String text, Schema schema) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (name) {
            case Decimal.LOGICAL_NAME -> decimal(text, schema);
            case Date.LOGICAL_NAME ->
                java.util.Date.from(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            case Time.LOGICAL_NAME -> new java.util.Date(LocalTime.parse(text).toNanoOfDay() / 1_000_000);
            case Timestamp.LOGICAL_NAME -> java.util.Date.from(Instant.parse(text));
            default -> plain(text, schema);
        };
    }

    private static BigDecimal decimal(String text, Schema schema) {
        String scale = schema.parameters() == null ? null : schema.parameters().get(Decimal.SCALE_FIELD);
        BigDecimal value = new BigDecimal(text);
        if (scale == null || value.scale() > Integer.parseInt(scale)) {
            throw new IllegalArgumentException();
        }
        return value.setScale(Integer.parseInt(scale));
    }

    private static Object plain(String text, Schema schema) {
        return switch (schema.type()) {
            case INT8 -> Byte.valueOf(text);
            case INT16 -> Short.valueOf(text);
            case INT32 -> Integer.valueOf(text);
            case INT64 -> Long.valueOf(text);
            case FLOAT32 -> Float.valueOf(text);
            case FLOAT64 -> Double.valueOf(text);
            case BOOLEAN -> bool(text);
            case STRING -> text;
            case BYTES -> Base64.getDecoder().decode(text);
            case ARRAY, MAP, STRUCT -> throw new IllegalArgumentException();
        };
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }
}
