package io.lockweir.connect.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.Padding;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubjectRulesTest {
    private static final String TOPIC = "bank.public.customers";
    private static final Schema ROW = SchemaBuilder.struct()
            .name("Row")
            .optional()
            .field("id", SchemaBuilder.int64().optional().build())
            .field("email", Schema.STRING_SCHEMA)
            .field("born", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Schema EVENT = SchemaBuilder.struct()
            .name("bank.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .build();

    private final SubjectKeysOfKeysets keys = new SubjectKeysOfKeysets();
    private final RecordEncryptor encryptor =
            new RecordEncryptor(new EncryptionEngine(keys), Part.FIELD_OF_VALUE, rules("id"), EncryptOptions.DEFAULT);

    @Test
    void everyRowIsEncryptedUnderItsSubjectsKey() {
        Struct event = new Struct(EVENT).put("before", row(1L, "old")).put("after", row(2L, "new"));
        SchemaAndValue encrypted = encryptor.encrypt(TOPIC, EVENT, event);
        assertThat(keys.subjects()).containsExactlyInAnyOrder("1", "2");
        keys.shred("1");
        Struct read = (Struct) decryptor(OnShredded.REDACT)
                .decrypt(TOPIC, Part.FIELD_OF_VALUE, encrypted.schema(), encrypted.value())
                .value();
        assertThat(read.getStruct("before").get("email")).isEqualTo("[shredded]");
        assertThat(read.getStruct("before").get("born")).isNull();
        assertThat(read.getStruct("after").get("email")).isEqualTo("new");
        assertThat(read.getStruct("after").get("born")).isEqualTo(1970);
    }

    @Test
    void aShreddedValueIsNullRedactedOrFails() {
        SchemaAndValue encrypted = encryptor.encrypt(TOPIC, ROW, row(1L, "secret"));
        keys.shred("1");
        SchemaAndValue nulled =
                decryptor(OnShredded.NULL).decrypt(TOPIC, Part.FIELD_OF_VALUE, encrypted.schema(), encrypted.value());
        assertThat(nulled.schema().field("email").schema().isOptional()).isTrue();
        assertThat(((Struct) nulled.value()).get("email")).isNull();
        ((Struct) nulled.value()).validate();
        assertThatThrownBy(() -> decryptor(OnShredded.FAIL)
                        .decrypt(TOPIC, Part.FIELD_OF_VALUE, encrypted.schema(), encrypted.value()))
                .isInstanceOfSatisfying(FieldException.class, e -> {
                    assertThat(e.failure()).isEqualTo(FieldFailure.SHREDDED);
                    assertThat(e.failure().ofRecord()).isTrue();
                    assertThat(e)
                            .hasMessageContaining("belongs to a shredded subject")
                            .hasMessageContaining("email");
                });
    }

    @Test
    void worksWithoutASchema() {
        SchemaAndValue encrypted = encryptor.encrypt(TOPIC, null, map(7, "secret"));
        assertThat(keys.subjects()).containsExactly("7");
        Object clear = decryptor(OnShredded.NULL)
                .decrypt(TOPIC, Part.FIELD_OF_VALUE, null, encrypted.value())
                .value();
        assertThat(((Map<?, ?>) clear).get("email")).isEqualTo("secret");
        keys.shred("7");
        Object shredded = decryptor(OnShredded.NULL)
                .decrypt(TOPIC, Part.FIELD_OF_VALUE, null, encrypted.value())
                .value();
        assertThat(((Map<?, ?>) shredded).get("email")).isNull();
    }

    @Test
    void numbersAndTheirTextNameTheSameSubject() {
        for (Object id : List.of(42L, 42, (short) 42, (byte) 42, "42", new BigDecimal("42.0"))) {
            encryptor.encrypt(TOPIC, null, map(id, "secret"));
        }
        assertThat(keys.subjects()).containsExactly("42");
    }

    @Test
    void aValueWithoutASubjectDoesNotLeave() {
        assertThatThrownBy(() -> encryptor.encrypt(TOPIC, ROW, row(null, "secret")))
                .isInstanceOf(FieldException.class)
                .hasMessageContaining("the row names no subject")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> encryptor.encrypt(TOPIC, null, map(4.5, "secret")))
                .hasMessageContaining("not by a java.lang.Double");
        assertThatThrownBy(() -> encryptor.encrypt(TOPIC, null, Map.of("email", "secret", "born", 1970)))
                .hasMessageContaining("names the subject of other fields")
                .hasMessageNotContaining("secret");
        RecordEncryptor misspelt = new RecordEncryptor(
                new EncryptionEngine(keys), Part.FIELD_OF_VALUE, rules("identity"), EncryptOptions.DEFAULT);
        assertThatThrownBy(() -> misspelt.encrypt(TOPIC, ROW, row(1L, "secret")))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.failure()).isEqualTo(FieldFailure.FIELD_MISSING));
    }

    @Test
    void aDefaultOfTheSchemaNamesNobody() {
        for (Schema id : List.of(
                SchemaBuilder.int64().defaultValue(0L).build(),
                SchemaBuilder.int64().optional().defaultValue(0L).build())) {
            Schema schema = SchemaBuilder.struct()
                    .field("id", id)
                    .field("email", Schema.STRING_SCHEMA)
                    .field("born", Schema.OPTIONAL_INT32_SCHEMA)
                    .build();
            Struct row = new Struct(schema).put("email", "secret");
            assertThatThrownBy(() -> encryptor.encrypt(TOPIC, schema, row))
                    .isInstanceOf(FieldException.class)
                    .hasMessageContaining("the row names no subject")
                    .hasMessageNotContaining("secret");
            encryptor.encrypt(TOPIC, schema, row.put("id", 7L));
        }
        assertThat(keys.subjects()).containsExactly("7");
    }

    @Test
    void blankTextNamesNobody() {
        for (String blank : List.of("", " ", "\t\n")) {
            assertThatThrownBy(() -> encryptor.encrypt(TOPIC, null, map(blank, "secret")))
                    .isInstanceOf(FieldException.class)
                    .hasMessageContaining("the row names no subject")
                    .hasMessageNotContaining("secret");
        }
        assertThat(keys.subjects()).isEmpty();
    }

    @Test
    void aRowWithoutValuesNeedsNoSubject() {
        Map<String, Object> row = new HashMap<>();
        row.put("id", null);
        row.put("email", null);
        row.put("born", null);
        assertThat(encryptor.encrypt(TOPIC, null, row).value()).isEqualTo(row);
    }

    private RecordDecryptor decryptor(OnShredded onShredded) {
        return new RecordDecryptor(
                new EncryptionEngine(keys), rules("id"), DecryptOptions.DEFAULT.withOnShredded(onShredded));
    }

    private static List<FieldRule> rules(String subject) {
        return List.of(new FieldRule(
                "customers",
                Pattern.compile(".*"),
                new FieldSelection.Named(List.of(FieldPath.of("email"), FieldPath.of("born"))),
                new FieldMode.Random(Padding.NONE, FieldMode.Nulls.PASS, List.of(), null, FieldPath.of(subject)),
                KeyNames.of("bank", List.of(), Pattern.compile(".*")),
                OnRead.DECRYPT));
    }

    private static Struct row(@Nullable Long id, String email) {
        return new Struct(ROW).put("id", id).put("email", email).put("born", 1970);
    }

    private static Map<String, Object> map(Object id, String email) {
        return Map.of("id", id, "email", email, "born", 1970);
    }
}
