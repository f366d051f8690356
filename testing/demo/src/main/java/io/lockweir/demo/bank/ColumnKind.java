package io.lockweir.demo.bank;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * A kind of column: its Iceberg type, and the canonical text of one non-null value as PostgreSQL's {@code to_jsonb} writes
 * it and as Iceberg's generic records hold it. Both texts are equal exactly if the values are.
 */
public enum ColumnKind {
    INT64(Types.LongType.get()) {
        @Override
        String ofLake(Object value) {
            return Long.toString((Long) value);
        }
    },
    INT32(Types.IntegerType.get()) {
        @Override
        String ofLake(Object value) {
            return Integer.toString((Integer) value);
        }
    },
    BOOLEAN(Types.BooleanType.get()) {
        @Override
        String ofLake(Object value) {
            return Boolean.toString((Boolean) value);
        }
    },
    FLOAT64(Types.DoubleType.get()) {
        @Override
        String ofAudit(JsonNode value) {
            return Double.toString(value.doubleValue());
        }

        @Override
        String ofLake(Object value) {
            return Double.toString((Double) value);
        }
    },
    TEXT(Types.StringType.get()) {
        @Override
        String ofLake(Object value) {
            return value.toString();
        }
    },
    UUID_TEXT(Types.StringType.get()) {
        @Override
        String ofLake(Object value) {
            return UUID.fromString(value.toString()).toString();
        }
    },
    NUMERIC(Types.DecimalType.of(24, 4)) {
        @Override
        String ofAudit(JsonNode value) {
            return value.decimalValue().setScale(4).toPlainString();
        }

        @Override
        String ofLake(Object value) {
            return ((BigDecimal) value).toPlainString();
        }
    },
    DATE(Types.DateType.get()) {
        @Override
        String ofLake(Object value) {
            return ((LocalDate) value).toString();
        }
    },
    TIMESTAMPTZ(Types.TimestampType.withZone()) {
        @Override
        String ofAudit(JsonNode value) {
            return micros(OffsetDateTime.parse(value.textValue()));
        }

        @Override
        String ofLake(Object value) {
            return micros((OffsetDateTime) value);
        }
    },
    JSON(Types.StringType.get()) {
        @Override
        String ofAudit(JsonNode value) {
            return CanonicalJson.of(value);
        }

        @Override
        String ofLake(Object value) {
            return CanonicalJson.of(CanonicalJson.parse(value.toString()));
        }
    },
    TEXT_ARRAY(Types.ListType.ofOptional(1, Types.StringType.get())) {
        @Override
        String ofAudit(JsonNode value) {
            return array(value);
        }

        @Override
        String ofLake(Object value) {
            return array((List<?>) value);
        }
    },
    INT_ARRAY(Types.ListType.ofOptional(1, Types.IntegerType.get())) {
        @Override
        String ofAudit(JsonNode value) {
            return array(value);
        }

        @Override
        String ofLake(Object value) {
            return array((List<?>) value);
        }
    },
    BYTES(Types.BinaryType.get()) {
        @Override
        String ofLake(Object value) {
            ByteBuffer bytes = ((ByteBuffer) value).duplicate();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return "\\x" + HexFormat.of().formatHex(copy);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // Iceberg's types are immutable, but do not say so
    private final Type icebergType;

    ColumnKind(Type icebergType) {
        this.icebergType = icebergType;
    }

    public Type icebergType() {
        return icebergType;
    }

    String ofAudit(JsonNode value) {
        return value.asText();
    }

    abstract String ofLake(Object value);

    private static String micros(OffsetDateTime time) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
    }

    private static String array(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> element(value.isNull() ? null : value.asText()))
                .collect(Collectors.joining());
    }

    private static String array(List<?> values) {
        return values.stream()
                .map(value -> element(value == null ? null : value.toString()))
                .collect(Collectors.joining());
    }

    /** Lengths before the elements, so that no two arrays share a text. */
    private static String element(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "-;" : text.length() + ":" + text;
    }
}
