package io.lockweir.connect.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EncryptedSchemaTest {

    @Test
    void writesFlatParameters() {
        Schema original = SchemaBuilder.int64()
                .name("io.debezium.time.MicroTimestamp")
                .version(1)
                .parameter("unit", "us")
                .defaultValue(5L)
                .doc("when")
                .build();

        Schema encrypted = EncryptedSchema.of(original, Schema.Type.STRING);

        assertThat(encrypted.parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lockweir.encrypted", "1 INT64 1 io.debezium.time.MicroTimestamp",
                        "lockweir.parameter.unit", "us",
                        "lockweir.default", "5"));
        assertThat(encrypted.name()).isNull();
        assertThat(encrypted.doc()).isEqualTo("when");
        assertThat(encrypted.defaultValue()).isNull();
        assertThat(encrypted.isOptional()).isTrue();
        assertThat(EncryptedSchema.original(encrypted)).isEqualTo(original);
    }

    @Test
    void writesChildrenBehindTheirPlace() {
        Schema original = SchemaBuilder.array(SchemaBuilder.struct()
                        .field(
                                "a.b",
                                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA)
                                        .build())
                        .build())
                .optional()
                .build();

        Schema encrypted = EncryptedSchema.of(original, Schema.Type.BYTES);

        assertThat(encrypted.parameters())
                .containsEntry("lockweir.element.field.0", "a.b")
                .containsEntry("lockweir.element.field.0.key.type", "STRING")
                .containsEntry("lockweir.element.field.0.value.type", "INT32?");
        assertThat(EncryptedSchema.original(encrypted)).isEqualTo(original);
    }

    @Test
    void knowsItsOwnMarkOnly() {
        assertThat(EncryptedSchema.isEncrypted(null)).isFalse();
        assertThat(EncryptedSchema.isEncrypted(Schema.STRING_SCHEMA)).isFalse();
        assertThat(EncryptedSchema.isEncrypted(
                        SchemaBuilder.string().parameter("x", "1").build()))
                .isFalse();
        assertThat(EncryptedSchema.isEncrypted(EncryptedSchema.of(Schema.STRING_SCHEMA, Schema.Type.STRING)))
                .isTrue();
    }

    @Test
    void refusesParametersThatAreNoSchema() {
        assertBroken("parameter lockweir.encrypted is not of format 1", "7 STRING", Map.of());
        assertBroken("parameter lockweir.encrypted is not of format 1", "1", Map.of());
        assertBroken("lockweir.encrypted names no type", "1 TEXT", Map.of());
        assertBroken("lockweir.encrypted names no type", "1 STRING??", Map.of());
        assertBroken("lockweir.encrypted holds no version number", "1 STRING one", Map.of());
        assertBroken("lockweir.element.type is missing", "1 ARRAY", Map.of());
        assertBroken("lockweir.fields is no number", "1 STRUCT", Map.of("lockweir.fields", "many"));
        assertBroken("lockweir.field.0 is missing", "1 STRUCT", Map.of("lockweir.fields", "2147483647"));
        assertBroken(
                "lockweir.field.1 repeats a field name",
                "1 STRUCT",
                Map.of(
                        "lockweir.fields", "2",
                        "lockweir.field.0", "a",
                        "lockweir.field.0.type", "INT8",
                        "lockweir.field.1", "a"));
        assertBroken("lockweir.default is no INT8", "1 INT8", Map.of("lockweir.default", "canary"));
        Map<String, String> deep = new HashMap<>();
        String prefix = "lockweir.";
        for (int i = 0; i < 70; i++) {
            prefix += "element.";
            deep.put(prefix + "type", "ARRAY");
        }
        assertBroken("nested deeper than 64", "1 ARRAY", deep);
    }

    @ParameterizedTest
    @MethodSource
    void restoresNameAndVersion(Schema original, String mark) {
        Schema encrypted = EncryptedSchema.of(original, Schema.Type.STRING);

        assertThat(encrypted.parameters()).containsEntry("lockweir.encrypted", mark);
        assertThat(EncryptedSchema.original(encrypted)).isEqualTo(original);
    }

    static Stream<Arguments> restoresNameAndVersion() {
        return Stream.of(
                Arguments.of(Schema.STRING_SCHEMA, "1 STRING"),
                Arguments.of(Schema.OPTIONAL_BYTES_SCHEMA, "1 BYTES?"),
                Arguments.of(SchemaBuilder.string().version(3).build(), "1 STRING 3"),
                Arguments.of(SchemaBuilder.string().version(-3).build(), "1 STRING -3"),
                Arguments.of(SchemaBuilder.string().name("").build(), "1 STRING - "),
                Arguments.of(SchemaBuilder.int8().name("a b\u00e9 ").optional().build(), "1 INT8? - a b\u00e9 "),
                Arguments.of(SchemaBuilder.int8().name("-").version(0).build(), "1 INT8 0 -"));
    }

    private static void assertBroken(String defect, String mark, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of("lockweir.encrypted", mark));
        all.putAll(parameters);
        Schema schema = SchemaBuilder.string().parameters(all).build();
        assertThatThrownBy(() -> EncryptedSchema.original(schema))
                .isInstanceOf(BadSchemaParametersException.class)
                .hasMessage("The schema parameters of the encrypted field can't be read: " + defect)
                .hasNoCause();
    }
}
