package io.lockweir.connect.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

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
                        "lockweir.encrypted", "1",
                        "lockweir.type", "INT64",
                        "lockweir.name", "io.debezium.time.MicroTimestamp",
                        "lockweir.version", "1",
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
                .containsEntry("lockweir.element.field.0.value.optional", "true");
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
        assertBroken("parameter lockweir.encrypted is not 1", Map.of("lockweir.encrypted", "7"));
        assertBroken("lockweir.type is missing", Map.of());
        assertBroken("lockweir.element.type is missing", Map.of("lockweir.type", "ARRAY"));
        assertBroken("lockweir.fields is no number", Map.of("lockweir.type", "STRUCT", "lockweir.fields", "many"));
        assertBroken("lockweir.field.0 is missing", Map.of("lockweir.type", "STRUCT", "lockweir.fields", "2147483647"));
        assertBroken(
                "lockweir.field.1 repeats a field name",
                Map.of(
                        "lockweir.type", "STRUCT",
                        "lockweir.fields", "2",
                        "lockweir.field.0", "a",
                        "lockweir.field.0.type", "INT8",
                        "lockweir.field.1", "a"));
        assertBroken("lockweir.default is no INT8", Map.of("lockweir.type", "INT8", "lockweir.default", "canary"));
        Map<String, String> deep = new HashMap<>();
        String prefix = "lockweir.";
        for (int i = 0; i < 70; i++) {
            deep.put(prefix + "type", "ARRAY");
            prefix += "element.";
        }
        assertBroken("nested deeper than 64", deep);
    }

    private static void assertBroken(String defect, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of("lockweir.encrypted", "1"));
        all.putAll(parameters);
        Schema schema = SchemaBuilder.string().parameters(all).build();
        assertThatThrownBy(() -> EncryptedSchema.original(schema))
                .isInstanceOf(BadSchemaParametersException.class)
                .hasMessage("The schema parameters of the encrypted field can't be read: " + defect)
                .hasNoCause();
    }
}
