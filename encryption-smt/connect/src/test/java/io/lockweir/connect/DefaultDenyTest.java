package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.schema.EncryptedSchema;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code clear.fields}: what nobody declared clear is encrypted. */
class DefaultDenyTest {
    private static final String[] CLEAR = {"clear.fields", "id,address.city,contacts[*].kind"};

    @Test
    void encryptsEverythingButTheClearFields() {
        SourceRecord encrypted = Transforms.encryptor(CLEAR).apply(Transforms.source(Customers.row(1)));

        Struct hidden = (Struct) encrypted.value();
        assertThat(hidden.get("id")).isEqualTo(1L);
        assertThat(hidden.getStruct("address").get("city")).isEqualTo("London");
        assertThat(((Struct) hidden.getArray("contacts").get(0)).get("kind")).isEqualTo("home");
        for (String field : List.of("email", "labels", "active")) {
            assertThat(EncryptedSchema.isEncrypted(
                            encrypted.valueSchema().field(field).schema()))
                    .as(field)
                    .isTrue();
        }
        assertThat(hidden.toString()).doesNotContain("canary", "7946", "colour", "Wharf");
        assertThat(read(encrypted, CLEAR).value()).isEqualTo(Customers.row(1));
        assertThat(read(encrypted, CLEAR).valueSchema()).isEqualTo(Customers.ROW);
    }

    @Test
    void encryptsTheImagesOfAChangeEventAndLeavesItsEnvelope() {
        Struct event = Customers.event("u", Customers.row(1), Customers.row(2));

        SourceRecord encrypted = Transforms.encryptor(CLEAR).apply(Transforms.source(event));

        Struct hidden = (Struct) encrypted.value();
        assertThat(hidden.get("op")).isEqualTo("u");
        assertThat(hidden.getStruct("source").get("lsn")).isEqualTo(77L);
        assertThat(hidden.toString()).doesNotContain("canary", "Wharf");
        assertThat(read(encrypted, CLEAR).value()).isEqualTo(event);
    }

    @Test
    void aColumnThatComesLaterIsEncryptedWithoutAnyChange() {
        EncryptFields.Value<SourceRecord> encrypt = Transforms.encryptor("clear.fields", "id");
        Schema first = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
        Schema later = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("salary", Schema.INT32_SCHEMA)
                .build();
        encrypt.apply(Transforms.source(new Struct(first).put("id", 1L)));

        SourceRecord encrypted =
                encrypt.apply(Transforms.source(new Struct(later).put("id", 1L).put("salary", 4711)));

        assertThat(((Struct) encrypted.value()).get("salary")).isInstanceOf(String.class);
        assertThat(read(encrypted, "clear.fields", "id").value())
                .isEqualTo(new Struct(later).put("id", 1L).put("salary", 4711));
    }

    @ParameterizedTest
    @MethodSource("io.lockweir.connect.TypeZoo#all")
    void encryptsFieldsOfEveryType(TypeZoo.Specimen specimen) {
        Schema schema = SchemaBuilder.struct()
                .field("f", TypeZoo.schema(specimen, false, false))
                .build();
        Struct clear = new Struct(schema);
        if (specimen.value() instanceof Struct original) {
            Struct struct = new Struct(schema.field("f").schema());
            struct.schema().fields().forEach(field -> struct.put(field, original.getWithoutDefault(field.name())));
            clear.put("f", struct);
        } else {
            clear.put("f", specimen.value());
        }
        String[] config = {"clear.fields", "", "pad", "32"};
        SourceRecord encrypted = Transforms.encryptor(config).apply(Transforms.source(clear));

        assertThat(EncryptedSchema.isEncrypted(
                        encrypted.valueSchema().field("f").schema()))
                .isTrue();
        assertThat(read(encrypted, config).value()).isEqualTo(clear);
    }

    @Test
    void worksWithoutSchema() {
        Map<String, Object> clear =
                Map.of("id", 1L, "email", "a@b.ch", "address", Map.of("city", "Rome", "street", "Via X"));
        String[] config = {"clear.fields", "id,address.city,later"};

        Map<?, ?> hidden = (Map<?, ?>) Transforms.encryptor(config)
                .apply(Transforms.source(null, clear))
                .value();

        assertThat(hidden.get("id")).isEqualTo(1L);
        assertThat(hidden.get("address"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("city", "Rome");
        assertThat(hidden.toString()).doesNotContain("a@b.ch", "Via X");
        assertThat(Transforms.decryptor(config)
                        .apply(Transforms.sink(null, hidden))
                        .value())
                .isEqualTo(clear);
    }

    @Test
    void leavesFieldsOfOtherRulesToThem() {
        String[] config = {
            "rules", "rest,ids,cards",
            "rules.rest.clear.fields", "id",
            "rules.ids.fields", "email",
            "rules.ids.mode", "join",
            "rules.ids.join.domain", "mail",
            "rules.cards.fields", "address.street",
            "rules.cards.mode", "redact"
        };
        SourceRecord first = Transforms.encryptor(config).apply(Transforms.source(Customers.row(1)));
        SourceRecord second = Transforms.encryptor(config).apply(Transforms.source(Customers.row(1)));

        assertThat(((Struct) first.value()).get("email")).isEqualTo(((Struct) second.value()).get("email"));
        Struct address = ((Struct) first.value()).getStruct("address");
        assertThat(address.get("street")).isNull();
        assertThat((String) address.get("city")).isNotEqualTo("London").hasSizeGreaterThan(40);
    }

    @Test
    void aMisspeltClearFieldEncryptsTooMuchAndNeverTooLittle() {
        SourceRecord encrypted =
                Transforms.encryptor("clear.fields", "idd,address.citty").apply(Transforms.source(Customers.row(1)));

        assertThat(((Struct) encrypted.value()).get("id")).isInstanceOf(String.class);
        assertThat(((Struct) encrypted.value()).getStruct("address").get("city"))
                .isNotEqualTo("London");
    }

    @Test
    void aClearPathThroughSomethingElseLeavesNothingClear() {
        SourceRecord encrypted =
                Transforms.encryptor("clear.fields", "email.domain").apply(Transforms.source(Customers.row(1)));

        assertThat(((Struct) encrypted.value()).get("email")).isNotEqualTo(Customers.EMAIL);
    }

    @Test
    void aReaderRefusesClearTextInFieldsThatNobodyDeclaredClear() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .build();
        Struct clear = new Struct(schema).put("id", 1L).put("email", "a@b.ch");
        assertThatThrownBy(() -> Transforms.decryptor("clear.fields", "id").apply(Transforms.sink(schema, clear)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED: field email");
    }

    @Test
    void findsCopiesInTheRecordKey() {
        Schema key = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .build();
        Struct clear = new Struct(key).put("id", 1L).put("email", Customers.EMAIL);
        EncryptFields.Value<SourceRecord> encrypt = Transforms.encryptor("clear.fields", "id");
        assertThatThrownBy(() -> encrypt.apply(Transforms.source(key, clear, Customers.ROW, Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("CLEAR_IN_KEY: field email of the key");
        Map<String, Object> schemaless = Map.of("id", 1L, "email", Customers.EMAIL);
        assertThatThrownBy(() -> encrypt.apply(Transforms.source(null, schemaless, Customers.ROW, Customers.row(1))))
                .hasMessageContaining("CLEAR_IN_KEY: field email of the key");
        Schema idOnly = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
        assertThat(encrypt.apply(Transforms.source(
                                idOnly, new Struct(idOnly).put("id", 1L), Customers.ROW, Customers.row(1)))
                        .key())
                .isEqualTo(new Struct(idOnly).put("id", 1L));
    }

    @Test
    void refusesContradictions() {
        assertThatThrownBy(() -> Transforms.encryptor("clear.fields", "id", "mode", "clear"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Rule 'default': mode=clear for all fields but some treats nothing: the rest of a row is clear"
                                + " without a rule. Choose what becomes of the rest (random, redact), or remove it.");
        assertThatThrownBy(() -> Transforms.encryptor("clear.fields", "id", "fields", "email"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Keys 'fields' and 'clear.fields' exclude each other. Set one of them, or make two rules of it.");
        assertThatThrownBy(() -> Transforms.encryptor(
                                "rules", "a,b", "rules.a.clear.fields", "id", "rules.b.clear.fields", "id")
                        .apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining(
                        "Rules 'a' and 'b' both have clear.fields and match topic bank.public.customers. Narrow "
                                + "`topics` of one of them.");
        assertThatThrownBy(() -> Transforms.encryptor(
                                "rules", "a,b", "rules.a.clear.fields", "email", "rules.b.fields", "email")
                        .apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("Rules 'a' and 'b' both name field email");
    }

    private static SinkRecord read(SourceRecord encrypted, String... config) {
        return Transforms.decryptor(config).apply(Transforms.sink(Transforms.throughJson(encrypted)));
    }
}
