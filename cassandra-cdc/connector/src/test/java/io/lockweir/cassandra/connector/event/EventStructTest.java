package io.lockweir.cassandra.connector.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class EventStructTest {
    private static final Schema INNER = SchemaBuilder.struct()
            .name("inner")
            .optional()
            .field("number", Schema.INT32_SCHEMA)
            .build();
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("outer")
            .field("text", Schema.STRING_SCHEMA)
            .field("long", Schema.OPTIONAL_INT64_SCHEMA)
            .field("inner", INNER)
            .field("list", SchemaBuilder.array(INNER).build())
            .build();

    private static EventStruct made(int number) {
        EventStruct inner = new EventStruct(INNER).set(field(INNER, "number"), number);
        return new EventStruct(SCHEMA)
                .set(field(SCHEMA, "text"), "a")
                .set(field(SCHEMA, "inner"), inner)
                .set(field(SCHEMA, "list"), List.of(inner));
    }

    private static Struct ordinary(int number) {
        Struct inner = new Struct(INNER).put("number", number);
        return new Struct(SCHEMA).put("text", "a").put("inner", inner).put("list", List.of(inner));
    }

    private static Field field(Schema schema, String name) {
        return schema.field(name);
    }

    @Test
    void readsWhatWasSetInEveryWay() {
        EventStruct struct = made(7);
        struct.validate();

        assertThat(struct.get("text")).isEqualTo("a");
        assertThat(struct.get(field(SCHEMA, "long"))).isNull();
        assertThat(struct.getStruct("inner").getInt32("number")).isEqualTo(7);
        assertThat(struct.getString("text")).isEqualTo("a");
        assertThat(struct.getInt64("long")).isNull();
        assertThat(struct.getWithoutDefault("text")).isEqualTo("a");
        assertThat(struct.<Struct>getArray("list")).containsExactly(struct.getStruct("inner"));
        assertThat(struct.get("text")).as("after it became an ordinary one").isEqualTo("a");
        struct.validate();
    }

    @Test
    void changesAsAnOrdinaryOneDoes() {
        EventStruct struct = made(7);

        struct.put("text", "b").put(field(SCHEMA, "long"), 1L);

        assertThat(struct.get("text")).isEqualTo("b");
        assertThat(struct.getInt64("long")).isEqualTo(1L);
        assertThat(struct.getStruct("inner").getInt32("number")).isEqualTo(7);
        assertThatThrownBy(() -> struct.put("text", 1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> struct.getInt32("text")).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> struct.put("text", null)).isInstanceOf(DataException.class);
    }

    @Test
    void checksInTestsWhatConnectWould() {
        assertThatThrownBy(() -> new EventStruct(SCHEMA).set(field(SCHEMA, "text"), 1))
                .isInstanceOf(DataException.class);
        EventStruct incomplete = new EventStruct(SCHEMA).set(field(SCHEMA, "text"), "a");
        assertThatThrownBy(incomplete::validate).isInstanceOf(DataException.class);
        EventStruct empty = new EventStruct(INNER);
        assertThatThrownBy(() -> new EventStruct(SCHEMA).set(field(SCHEMA, "inner"), empty))
                .isInstanceOf(DataException.class);
    }

    @Test
    void isEqualByItsValuesAndSaysThem() {
        assertThat(made(7)).isEqualTo(made(7)).hasSameHashCodeAs(made(7)).isNotEqualTo(made(8));
        assertThat(made(7)).hasToString(ordinary(7).toString()).hasSameHashCodeAs(ordinary(7));
    }

    @Test
    void fitsIntoOrdinaryStructs() {
        Schema around = SchemaBuilder.struct().field("value", SCHEMA).build();

        Struct struct = new Struct(around).put("value", made(7));

        struct.validate();
        assertThat(struct.getStruct("value").getStruct("inner").getInt32("number"))
                .isEqualTo(7);
    }

    @Test
    void isConvertedToTheSameBytes() {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of(), false);
            assertThat(converter.fromConnectData("topic", SCHEMA, made(7)))
                    .isEqualTo(converter.fromConnectData("topic", SCHEMA, ordinary(7)));
        }
    }
}
