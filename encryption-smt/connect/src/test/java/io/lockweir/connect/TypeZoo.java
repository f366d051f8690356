package io.lockweir.connect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** A specimen of every Connect type, of Connect's and of Debezium's logical types, and of nestings of them. */
@SuppressWarnings("JavaUtilDate") // Connect's own type for its logical times.
final class TypeZoo {
    /** One specimen: a required schema without default, a value of it and one more to serve as default. */
    record Specimen(
            String name,
            SchemaBuilder schema,
            Object value,
            @Nullable Object other) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final long DAY = 86_400_000L;

    private TypeZoo() {}

    static List<Specimen> scalars() {
        List<Specimen> all = new ArrayList<>();
        all.add(new Specimen("boolean", SchemaBuilder.bool(), true, false));
        all.add(new Specimen("int8", SchemaBuilder.int8(), Byte.MIN_VALUE, (byte) 7));
        all.add(new Specimen("int16", SchemaBuilder.int16(), Short.MIN_VALUE, (short) 7));
        all.add(new Specimen("int32", SchemaBuilder.int32(), Integer.MIN_VALUE, 7));
        all.add(new Specimen("int64", SchemaBuilder.int64(), Long.MIN_VALUE, 7L));
        all.add(new Specimen("float32", SchemaBuilder.float32(), -0.0f, 1.5f));
        all.add(new Specimen("float64", SchemaBuilder.float64(), Double.MIN_VALUE, 1.5d));
        all.add(new Specimen("float64 nan", SchemaBuilder.float64(), Double.NaN, Double.NEGATIVE_INFINITY));
        all.add(new Specimen("string", SchemaBuilder.string(), "Zoë Œuvre 🏦 \u0000", "unknown"));
        all.add(new Specimen("empty string", SchemaBuilder.string(), "", "x"));
        all.add(new Specimen("bytes", SchemaBuilder.bytes(), new byte[] {0, -1, 1}, new byte[] {5}));
        all.add(new Specimen(
                "decimal", Decimal.builder(2), new BigDecimal("-12345678901234567890.10"), new BigDecimal("0.00")));
        all.add(new Specimen("negative scale", Decimal.builder(-3), new BigDecimal("12E+3"), new BigDecimal("1E+3")));
        all.add(new Specimen("date", org.apache.kafka.connect.data.Date.builder(), new Date(-3 * DAY), new Date(DAY)));
        all.add(new Specimen("time", Time.builder(), new Date(DAY - 1), new Date(0)));
        all.add(new Specimen("timestamp", Timestamp.builder(), new Date(-1), new Date(0)));
        all.addAll(debezium());
        return all;
    }

    private static List<Specimen> debezium() {
        return List.of(
                new Specimen(
                        "micro timestamp",
                        semantic(SchemaBuilder.int64(), "time.MicroTimestamp"),
                        1_700_000_000_000_001L,
                        0L),
                new Specimen("micro time", semantic(SchemaBuilder.int64(), "time.MicroTime"), 1L, 0L),
                new Specimen("debezium date", semantic(SchemaBuilder.int32(), "time.Date"), 19_000, 0),
                new Specimen(
                        "zoned",
                        semantic(SchemaBuilder.string(), "time.ZonedTimestamp"),
                        "2026-11-22T14:00:00.123456Z",
                        "1970-01-01T00:00:00Z"),
                new Specimen("json", semantic(SchemaBuilder.string(), "data.Json"), "{\"a\":[1,null]}", "{}"),
                new Specimen(
                        "uuid",
                        semantic(SchemaBuilder.string(), "data.Uuid"),
                        "123e4567-e89b-12d3-a456-426614174000",
                        "x"),
                new Specimen(
                        "enum",
                        semantic(SchemaBuilder.string(), "data.Enum").parameter("allowed", "a,b=c,\"d\""),
                        "a",
                        "b=c"),
                new Specimen(
                        "bits",
                        semantic(SchemaBuilder.bytes(), "data.Bits").parameter("length", "9"),
                        new byte[] {1, 2},
                        null),
                new Specimen(
                        "parameters without name",
                        SchemaBuilder.int32()
                                .parameter("lockweir.type", "STRING")
                                .parameter("", "empty"),
                        1,
                        2));
    }

    static List<Specimen> nested() {
        Schema address = SchemaBuilder.struct()
                .name("bank.Address")
                .version(3)
                .doc("where")
                .parameter("source", "crm")
                .field("street", Schema.STRING_SCHEMA)
                .field(
                        "zip",
                        SchemaBuilder.int32().optional().doc("five digits").build())
                .field(
                        "since",
                        SchemaBuilder.int64()
                                .name("io.debezium.time.MicroTimestamp")
                                .version(1)
                                .defaultValue(5L)
                                .build())
                .build();
        Struct home = new Struct(address).put("street", "Rue X").put("since", 9L);
        SchemaBuilder variableScale = semantic(SchemaBuilder.struct(), "data.VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA);
        Struct variable = new Struct(variableScale.build()).put("scale", 3).put("value", new byte[] {1, 2});
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("a", List.of(1L));
        scores.put("b", null);
        return List.of(
                new Specimen(
                        "array of strings",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA),
                        Arrays.asList("x", null),
                        List.of("d")),
                new Specimen("empty array", SchemaBuilder.array(Schema.INT32_SCHEMA), List.of(), List.of(1, 2)),
                new Specimen(
                        "array of decimals",
                        SchemaBuilder.array(Decimal.schema(1)),
                        List.of(new BigDecimal("1.0")),
                        List.of(new BigDecimal("2.0"))),
                new Specimen(
                        "map",
                        SchemaBuilder.map(
                                Schema.STRING_SCHEMA,
                                SchemaBuilder.array(Schema.INT64_SCHEMA)
                                        .optional()
                                        .build()),
                        scores,
                        Map.of("k", List.of(3L))),
                new Specimen(
                        "map with int keys",
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.BOOLEAN_SCHEMA),
                        Map.of(1, true),
                        Map.of(2, false)),
                new Specimen("variable scale decimal", variableScale, variable, null),
                new Specimen(
                        "struct with array of structs",
                        SchemaBuilder.struct()
                                .field("home", address)
                                .field(
                                        "others",
                                        SchemaBuilder.array(address).optional().build())
                                .field("at", Timestamp.SCHEMA),
                        new Struct(SchemaBuilder.struct()
                                        .field("home", address)
                                        .field(
                                                "others",
                                                SchemaBuilder.array(address)
                                                        .optional()
                                                        .build())
                                        .field("at", Timestamp.SCHEMA)
                                        .build())
                                .put("home", home)
                                .put("others", List.of(home, home))
                                .put("at", new Date(77)),
                        null));
    }

    static List<Specimen> all() {
        List<Specimen> all = scalars();
        all.addAll(nested());
        return all;
    }

    /** The specimen's schema, with the asked-for optional and default. */
    static Schema schema(Specimen specimen, boolean optional, boolean withDefault) {
        SchemaBuilder schema = copy(specimen.schema());
        if (optional) {
            schema.optional();
        }
        if (withDefault && specimen.other() != null) {
            schema.defaultValue(specimen.other());
        }
        return schema.doc("documented").build();
    }

    private static SchemaBuilder copy(SchemaBuilder original) {
        SchemaBuilder copy = switch (original.type()) {
            case ARRAY -> SchemaBuilder.array(original.valueSchema());
            case MAP -> SchemaBuilder.map(original.keySchema(), original.valueSchema());
            default -> SchemaBuilder.type(original.type());
        };
        if (original.type() == Schema.Type.STRUCT) {
            original.fields().forEach(field -> copy.field(field.name(), field.schema()));
        }
        if (original.name() != null) {
            copy.name(original.name());
        }
        if (original.version() != null) {
            copy.version(original.version());
        }
        if (original.parameters() != null) {
            copy.parameters(original.parameters());
        }
        return copy;
    }

    private static SchemaBuilder semantic(SchemaBuilder schema, String name) {
        return schema.name("io.debezium." + name).version(1);
    }
}
