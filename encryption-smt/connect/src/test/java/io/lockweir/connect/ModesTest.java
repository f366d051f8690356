package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.schema.EncryptedSchema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Padding, hidden nulls, IVs and paths that stand for others, through both transforms. */
class ModesTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "tags",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .build();

    @Test
    void paddingMakesShortAndLongValuesEquallyLong() {
        String[] padded = {"fields", "name", "pad", "64"};
        for (String name : List.of("", "a", "x".repeat(60))) {
            SourceRecord encrypted = Transforms.encryptor(padded).apply(Transforms.source(row(name)));

            assertThat((String) ((Struct) encrypted.value()).get("name")).hasSize((46 + 64 + 2) / 3 * 4);
            assertThat(read(encrypted, "fields", "name")).isEqualTo(row(name));
        }
        SourceRecord next = Transforms.encryptor(padded).apply(Transforms.source(row("x".repeat(63))));
        assertThat((String) ((Struct) next.value()).get("name")).hasSize((46 + 128 + 2) / 3 * 4);
    }

    @Test
    void hidesNullsAmongValuesOfOneLength() {
        EncryptFields.Value<SourceRecord> hiding =
                Transforms.encryptor("fields", "name,tags[*]", "null", "encrypt", "pad", "32");
        Struct clear = row(null).put("tags", Arrays.asList("a", null));

        SourceRecord encrypted = hiding.apply(Transforms.source(clear));

        Struct hidden = (Struct) encrypted.value();
        int length = (46 + 32 + 2) / 3 * 4;
        assertThat((String) hidden.get("name")).hasSize(length);
        assertThat(hidden.getArray("tags"))
                .allSatisfy(tag -> assertThat((String) tag).hasSize(length));
        assertThat(read(encrypted, "fields", "name,tags[*]")).isEqualTo(clear);
    }

    @Test
    void hidesNullsOfRecordsWithoutSchema() {
        Map<String, Object> clear = new HashMap<>();
        clear.put("id", 1L);
        clear.put("name", null);
        EncryptFields.Value<SourceRecord> hiding = Transforms.encryptor("fields", "name", "null", "encrypt");

        Map<?, ?> hidden =
                (Map<?, ?>) hiding.apply(Transforms.source(null, clear)).value();

        assertThat(hidden.get("name")).isInstanceOf(String.class);
        assertThat(Transforms.decryptor("fields", "name")
                        .apply(Transforms.sink(null, hidden))
                        .value())
                .isEqualTo(clear);
    }

    @Test
    void nullsPassUnlessTheyAreHidden() {
        SourceRecord encrypted = Transforms.encryptor("fields", "name").apply(Transforms.source(row(null)));

        assertThat(((Struct) encrypted.value()).get("name")).isNull();
    }

    @Test
    void readersReadEveryKindOfIv() {
        for (String iv : List.of("counter", "random", "provider")) {
            SourceRecord encrypted =
                    Transforms.encryptor("fields", "name", "iv", iv).apply(Transforms.source(row("anna")));

            assertThat(read(encrypted, "fields", "name")).as(iv).isEqualTo(row("anna"));
        }
    }

    @Test
    void aPathStandsForAnotherOnBothSides() {
        SourceRecord encrypted = Transforms.encryptor("fields", "name", "path.as", "customer.name")
                .apply(Transforms.source(row("anna")));
        SchemaAndValue renamed = renamed(encrypted);

        assertThat(((Struct) Transforms.decryptor("fields", "full_name", "path.as", "customer.name")
                                .apply(Transforms.sink(renamed))
                                .value())
                        .get("full_name"))
                .isEqualTo("anna");
        assertThatThrownBy(() -> Transforms.decryptor("fields", "full_name").apply(Transforms.sink(renamed)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("TAMPERED");
        assertThatThrownBy(() -> read(encrypted, "fields", "name"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("TAMPERED");
    }

    @Test
    void refusesKeysThatTheModeDoesNotHave() {
        assertRefused(
                "Key 'pad' has no effect with mode=join. Set mode=random or remove it.",
                "fields",
                "name",
                "mode",
                "join",
                "join.domain",
                "d",
                "pad",
                "16");
        assertRefused(
                "Key 'null' has no effect with mode=mask. Set mode=random or remove it.",
                "fields",
                "name",
                "mode",
                "mask",
                "null",
                "encrypt");
        assertRefused(
                "Key 'mask.keep.last' has no effect with mode=random. Set mode=mask or remove it.",
                "fields",
                "name",
                "mask.keep.last",
                "4");
        assertRefused(
                "Key 'redact.value' has no effect with mode=mask. Set mode=redact or remove it.",
                "fields",
                "name",
                "mode",
                "mask",
                "redact.value",
                "x");
        assertRefused(
                "pad: Values are padded to a multiple of between 2 and 65536 bytes, or, with 0, not at all; 1 is neither.",
                "fields",
                "name",
                "pad",
                "1");
        assertRefused(
                "Rule 'default': path.as stands for the path of one field: ciphertexts of several could be exchanged. Give the "
                        + "field a rule of its own.",
                "fields",
                "name,id",
                "path.as",
                "x");
        assertRefused(
                "path.as: Field path \"\" is empty at position 0; write e.g. address.street, `a.b`.c, items[*].x, labels{*}",
                "fields",
                "name",
                "path.as",
                "");
        assertRefused(
                "Key 'mask.with': One character stands for each masked one, not \"xx\".",
                "fields",
                "name",
                "mode",
                "mask",
                "mask.with",
                "xx");
    }

    private static void assertRefused(String message, String... keysAndValues) {
        assertThatThrownBy(() -> Transforms.encryptor(keysAndValues))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    private static SchemaAndValue renamed(SourceRecord encrypted) {
        Schema schema = SchemaBuilder.struct()
                .field("full_name", encrypted.valueSchema().field("name").schema())
                .build();
        return new SchemaAndValue(
                schema, new Struct(schema).put("full_name", ((Struct) encrypted.value()).get("name")));
    }

    private static Struct row(@Nullable String name) {
        return new Struct(ROW).put("id", 1L).put("name", name);
    }

    private static Object read(SourceRecord encrypted, String... config) {
        assertThat(EncryptedSchema.isEncrypted(
                        encrypted.valueSchema().field("name").schema()))
                .isTrue();
        SinkRecord decrypted = Transforms.decryptor(config).apply(Transforms.sink(Transforms.throughJson(encrypted)));
        assertThat(decrypted.valueSchema()).isEqualTo(ROW);
        return decrypted.value();
    }
}
