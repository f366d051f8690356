package io.lockweir.connect.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicTemplate;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RecordDecryptorTest {
    private static final String TOPIC = "bank.public.customers";
    private static final Part VALUE = Part.FIELD_OF_VALUE;
    private static final Schema ROW = SchemaBuilder.struct()
            .field("a", Schema.STRING_SCHEMA)
            .field("b", Schema.STRING_SCHEMA)
            .field("c", Schema.STRING_SCHEMA)
            .field("open", Schema.STRING_SCHEMA)
            .build();

    private final KeySource keys = TestKeys.source();
    private final EncryptionEngine engine = new EncryptionEngine(keys);
    private final Struct clear =
            new Struct(ROW).put("a", "A").put("b", "B").put("c", "C").put("open", "O");
    private final SchemaAndValue encrypted = encryptor("a", "b", "c").encrypt(TOPIC, ROW, clear);

    @Test
    void decryptsKeepsAndDropsByPolicy() {
        SchemaAndValue read = decryptor(mixed()).decrypt(TOPIC, VALUE, encrypted.schema(), encrypted.value());

        Struct row = (Struct) read.value();
        assertThat(read.schema().fields()).extracting(field -> field.name()).containsExactly("a", "b", "open");
        assertThat(row.get("a")).isEqualTo("A");
        assertThat(row.get("b")).isEqualTo(((Struct) encrypted.value()).get("b"));
        assertThat(EncryptedSchema.isEncrypted(read.schema().field("b").schema()))
                .isTrue();
        assertThat(row.get("open")).isEqualTo("O");
    }

    @Test
    void decryptsKeepsAndDropsByPolicyWithoutSchema() {
        Struct hidden = (Struct) encrypted.value();
        Map<String, Object> value =
                Map.of("a", hidden.get("a"), "b", hidden.get("b"), "c", hidden.get("c"), "open", "O");

        SchemaAndValue read = decryptor(mixed()).decrypt(TOPIC, VALUE, null, value);

        assertThat(read.value()).isEqualTo(Map.of("a", "A", "b", hidden.get("b"), "open", "O"));
    }

    @Test
    void refusesClearTextInAFieldThatIsKept() {
        RecordDecryptor decryptor = decryptor(
                rules("b").stream().map(rule -> rule.with(OnRead.KEEP)).toList());

        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, ROW, clear))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED))
                .satisfies(e -> assertThat(e.path()).isEqualTo(FieldPath.of("b")))
                .satisfies(e -> assertThat(e.topic()).isEqualTo(TOPIC));
    }

    @Test
    void refusesMarkedFieldsThatNoRuleNamesWhenTold() {
        DecryptOptions strict = DecryptOptions.DEFAULT.withUnlisted(Unlisted.FAIL);
        Schema nested = SchemaBuilder.struct()
                .field("rows", SchemaBuilder.array(encrypted.schema()).build())
                .build();
        Struct value = new Struct(nested).put("rows", List.of(encrypted.value()));

        for (RecordDecryptor decryptor : List.of(decryptor(strict, "a", "b"), decryptor(strict))) {
            assertThatExceptionOfType(FieldException.class)
                    .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, encrypted.schema(), encrypted.value()))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.CIPHERTEXT_WHERE_CLEAR_EXPECTED));
        }
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor(strict).decrypt(TOPIC, VALUE, nested, value))
                .withMessageContaining("field rows[*].a of the value");
        assertThat(decryptor(strict, "a", "b", "c")
                        .decrypt(TOPIC, VALUE, encrypted.schema(), encrypted.value())
                        .value())
                .isEqualTo(clear);
        assertThat(decryptor(strict).decrypt(TOPIC, VALUE, ROW, clear).value()).isEqualTo(clear);
        assertThat(decryptor(strict)
                        .decrypt(TOPIC, VALUE, Schema.STRING_SCHEMA, "primitive")
                        .value())
                .isEqualTo("primitive");
    }

    @Test
    void tellsKeyFieldsFromValueFields() {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor(DecryptOptions.DEFAULT, "a", "b", "c")
                        .decrypt(TOPIC, Part.FIELD_OF_KEY, encrypted.schema(), encrypted.value()))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.TAMPERED));
    }

    @Test
    void plansOncePerSchemaEvenWhenSchemasAreBuiltAnew() {
        RecordDecryptor decryptor = decryptor(DecryptOptions.DEFAULT, "a", "b", "c");
        Schema again = SchemaBuilder.struct()
                .field("a", EncryptedSchema.of(Schema.STRING_SCHEMA, Schema.Type.STRING))
                .field("b", EncryptedSchema.of(Schema.STRING_SCHEMA, Schema.Type.STRING))
                .field("c", EncryptedSchema.of(Schema.STRING_SCHEMA, Schema.Type.STRING))
                .field("open", Schema.STRING_SCHEMA)
                .build();

        Schema first = decryptor
                .decrypt(TOPIC, VALUE, encrypted.schema(), encrypted.value())
                .schema();
        Schema second =
                decryptor.decrypt(TOPIC, VALUE, again, encrypted.value()).schema();

        assertThat(again).isNotSameAs(encrypted.schema());
        assertThat(second).isSameAs(first);
    }

    @Test
    void passesTombstones() {
        RecordDecryptor decryptor = decryptor(DecryptOptions.DEFAULT, "a");

        assertThat(decryptor.decrypt(TOPIC, VALUE, encrypted.schema(), null).value())
                .isNull();
    }

    private RecordEncryptor encryptor(String... fields) {
        return new RecordEncryptor(engine, VALUE, rules(fields), EncryptOptions.DEFAULT);
    }

    private RecordDecryptor decryptor(DecryptOptions options, String... fields) {
        return new RecordDecryptor(engine, rules(fields), options);
    }

    private RecordDecryptor decryptor(List<FieldRule> rules) {
        return new RecordDecryptor(engine, rules, DecryptOptions.DEFAULT);
    }

    private static List<FieldRule> mixed() {
        return Stream.of(
                        rules("a").stream(),
                        rules("b").stream().map(rule -> rule.with(OnRead.KEEP)),
                        rules("c").stream().map(rule -> rule.with(OnRead.DROP)))
                .flatMap(each -> each)
                .toList();
    }

    private static List<FieldRule> rules(String... fields) {
        List<FieldPath> paths = Stream.of(fields).map(FieldPath::parse).toList();
        return paths.isEmpty()
                ? List.of()
                : List.of(new FieldRule(
                        "r",
                        Pattern.compile(".*"),
                        paths,
                        new FieldMode.Random(),
                        new KeyNames(TopicTemplate.literal("test"), List.of()),
                        OnRead.DECRYPT));
    }
}
