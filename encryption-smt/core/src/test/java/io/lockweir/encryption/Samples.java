package io.lockweir.encryption;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value of every type, for round trips, fixtures, tampering and fuzzing. The order is part of the frozen fixtures. */
final class Samples {
    private Samples() {}

    record Sample(String name, ValueSchema schema, @Nullable Object value) {}

    record JoinSample(String name, JoinDomain domain, ValueSchema schema, Object value) {}

    static List<Sample> all() {
        ValueSchema text = ValueSchema.of(ValueType.STRING);
        ValueSchema micros = ValueSchema.named(ValueType.INT64, "io.debezium.time.MicroTimestamp", 1, Map.of());
        ValueSchema money =
                ValueSchema.named(ValueType.DECIMAL, "org.apache.kafka.connect.data.Decimal", 1, Map.of("scale", "2"));
        ValueSchema address = ValueSchema.struct(
                "bank.Address",
                List.of(
                        new ValueSchema.Child("street", false, text),
                        new ValueSchema.Child("moved", true, micros),
                        new ValueSchema.Child("rent", true, money),
                        new ValueSchema.Child("tags", false, ValueSchema.array(text, true))));
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("ä", 1);
        counts.put("", -1);
        return List.of(
                new Sample("null", text, null),
                new Sample("true", ValueSchema.of(ValueType.BOOLEAN), true),
                new Sample("int8", ValueSchema.of(ValueType.INT8), Byte.MIN_VALUE),
                new Sample("int16", ValueSchema.of(ValueType.INT16), Short.MIN_VALUE),
                new Sample("int32", ValueSchema.of(ValueType.INT32), Integer.MIN_VALUE),
                new Sample("int64", ValueSchema.of(ValueType.INT64), Long.MIN_VALUE),
                new Sample("float32-nan", ValueSchema.of(ValueType.FLOAT32), Float.intBitsToFloat(0x7FC12345)),
                new Sample("float64-minus-zero", ValueSchema.of(ValueType.FLOAT64), -0.0d),
                new Sample("text28", text, "0123456789012345678901234567"),
                new Sample("text-unicode", text, "Zoë €5 \ud83d\ude00 e\u0301"),
                new Sample("text-empty", text, ""),
                new Sample("bytes", ValueSchema.of(ValueType.BYTES), new byte[] {0, -1, 127}),
                new Sample("decimal", money, new BigDecimal("-12345678901234567890.10")),
                new Sample("date", ValueSchema.of(ValueType.DATE), -1),
                new Sample("time", ValueSchema.of(ValueType.TIME), 86_399_999),
                new Sample("timestamp", ValueSchema.of(ValueType.TIMESTAMP), -62_135_596_800_000L),
                new Sample("named-int64", micros, 1_700_000_000_000_001L),
                new Sample("array", ValueSchema.array(text, true), Arrays.asList("a", null, "")),
                new Sample("map", ValueSchema.map(text, ValueSchema.of(ValueType.INT32), false), counts),
                new Sample("struct", address, new Object[] {"Rue é", 1L, new BigDecimal("9.99"), List.of("x")}),
                new Sample("serialized", ValueSchema.of(ValueType.SERIALIZED), new byte[] {0, 0, 0, 0, 1, 5}),
                new Sample("schemaless", ValueSchema.any(), Map.of("k", List.of(1, "two", 3.0d))));
    }

    /** One of each kind, where all would take too long. */
    static List<Sample> few() {
        Set<String> names = Set.of("null", "int64", "text28", "struct");
        return all().stream().filter(sample -> names.contains(sample.name())).toList();
    }

    /** The fields that values of suite 03 are bound to: out of order, nested, named, null, and one a prefix of another. */
    static RowBinding row() {
        ValueSchema micros = ValueSchema.named(ValueType.INT64, "io.debezium.time.MicroTimestamp", 1, Map.of());
        return new RowBinding(List.of(
                new RowBinding.Sibling(FieldPath.parse("owner.name"), ValueSchema.of(ValueType.STRING)),
                new RowBinding.Sibling(FieldPath.parse("id"), ValueSchema.of(ValueType.INT64)),
                new RowBinding.Sibling(FieldPath.parse("gone"), ValueSchema.of(ValueType.STRING)),
                new RowBinding.Sibling(FieldPath.parse("at"), micros)));
    }

    static @Nullable Object[] rowValues() {
        return new @Nullable Object[] {"Zoë", 4711L, null, 1_700_000_000_000_001L};
    }

    /** Bytes of a serializer, worth compressing. */
    static byte[] serialized() {
        return "{\"id\":4711,\"name\":\"anna\"}".repeat(4).getBytes(StandardCharsets.UTF_8);
    }

    static List<JoinSample> joins() {
        ValueSchema scale2 =
                ValueSchema.named(ValueType.DECIMAL, "org.apache.kafka.connect.data.Decimal", 1, Map.of("scale", "2"));
        UUID uuid = UUID.fromString("6f1de9f0-0000-4000-8000-0123456789ab");
        return List.of(
                join("int64", ValueType.INT64, ValueSchema.of(ValueType.INT64), -2L),
                join("int32-in-int64", ValueType.INT64, ValueSchema.of(ValueType.INT32), 4711),
                join("text", ValueType.STRING, ValueSchema.of(ValueType.STRING), "DE89 3704 0044 0532 0130 00"),
                new JoinSample(
                        "text-nfc",
                        new JoinDomain("customer.name", ValueType.STRING, Normaliser.NFC),
                        ValueSchema.of(ValueType.STRING),
                        "Zo\u00eb"),
                join("bytes", ValueType.BYTES, ValueSchema.of(ValueType.BYTES), new byte[] {7}),
                join("decimal", ValueType.DECIMAL, scale2, new BigDecimal("100.50")),
                join("date", ValueType.DATE, ValueSchema.of(ValueType.DATE), 19_000),
                join("timestamp", ValueType.TIMESTAMP, ValueSchema.of(ValueType.TIMESTAMP), 1_700_000_000_000L),
                join("uuid", ValueType.UUID, ValueSchema.of(ValueType.STRING), uuid.toString()));
    }

    private static JoinSample join(String name, ValueType domainType, ValueSchema schema, Object value) {
        return new JoinSample(name, JoinDomain.of("customer." + name, domainType), schema, value);
    }
}
