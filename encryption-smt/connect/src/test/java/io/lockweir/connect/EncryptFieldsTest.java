package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class EncryptFieldsTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
    private static final String PLACEHOLDER = "__debezium_unavailable_value";

    @Test
    void writes100CharactersFor28() {
        Schema schema =
                SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();

        SourceRecord encrypted = Transforms.encryptor("fields", "name")
                .apply(Transforms.source(new Struct(schema).put("name", "x".repeat(28))));

        assertThat(((Struct) encrypted.value()).getString("name")).hasSize(100);
    }

    @Test
    void neverModifiesWhatItIsGiven() {
        Struct row = Customers.row(1);

        Transforms.encryptor("fields", Customers.ALL_FIELDS).apply(Transforms.source(row));

        assertThat(row).isEqualTo(Customers.row(1));
    }

    @Test
    void passesTombstonesAndOtherTopicsAsTheyAre() {
        EncryptFields<SourceRecord> transform =
                Transforms.encryptor("fields", "email", "topics", "bank\\.public\\.accounts");
        SourceRecord tombstone = Transforms.source(null, null);
        SourceRecord otherTopic = Transforms.source(Customers.row(1));

        assertThat(transform.apply(tombstone)).isSameAs(tombstone);
        assertThat(transform.apply(otherTopic)).isSameAs(otherTopic);
        assertThat(Transforms.encryptor("fields", "email").apply(tombstone)).isSameAs(tombstone);
    }

    @Test
    void keepsEverythingElseOfTheRecord() {
        SourceRecord record = new SourceRecord(
                Map.of("p", 1),
                Map.of("o", 2),
                Transforms.TOPIC,
                7,
                Schema.STRING_SCHEMA,
                "key",
                Customers.ROW,
                Customers.row(1),
                99L);
        record.headers().addString("trace", "1");

        SourceRecord encrypted = Transforms.encryptor("fields", "email").apply(record);

        assertThat(encrypted.newRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        record.keySchema(),
                        record.key(),
                        record.valueSchema(),
                        record.value(),
                        record.timestamp()))
                .isEqualTo(record);
    }

    @Test
    void usesAKeyOfItsOwnValueEachTime() {
        EncryptFields<SourceRecord> transform = Transforms.encryptor("fields", "email");

        Object first = emailOf(transform.apply(Transforms.source(Customers.row(1))));
        Object second = emailOf(transform.apply(Transforms.source(Customers.row(1))));

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void failsOnAMisspeltField() {
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email,adress.street")
                        .apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessage("EncryptFields could not encrypt. FIELD_MISSING: field adress of the value, topic "
                        + "bank.public.customers: the schema bank.public.customers.Value has no such field. Correct the path in "
                        + "`fields`, or narrow `topics` so that the rule does not match this topic.");
    }

    @Test
    void failsOnAPathThroughSomethingElse() {
        for (String path : new String[] {
            "email.user", "email[*]", "contacts.number", "labels[*]", "address{*}", "labels{key}", "[*]"
        }) {
            assertThatThrownBy(() -> Transforms.encryptor("fields", path).apply(Transforms.source(Customers.row(1))))
                    .as(path)
                    .isInstanceOf(FailClosedError.class)
                    .hasMessageContaining("UNSUPPORTED_BRANCH");
        }
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email")
                        .apply(Transforms.source(Schema.STRING_SCHEMA, Customers.EMAIL)))
                .hasMessageContaining("UNSUPPORTED_BRANCH")
                .hasMessageNotContaining(Customers.EMAIL);
    }

    @Test
    void failsOnAMissingOrUnsupportedSchemalessField() {
        Map<String, Object> row = new HashMap<>();
        row.put("email", null);
        assertThat(Transforms.encryptor("fields", "email")
                        .apply(Transforms.source(null, row))
                        .value())
                .isEqualTo(row);
        for (String path : new String[] {"mail", "name.first", "name[*]", "name{*}"}) {
            assertThatThrownBy(() -> Transforms.encryptor("fields", path)
                            .apply(Transforms.source(null, Map.of("name", "Canary"))))
                    .as(path)
                    .isInstanceOf(FailClosedError.class)
                    .hasMessageNotContaining("Canary");
        }
    }

    @Test
    void failsOnALoneSurrogate() {
        Struct row = Customers.row(1).put("email", "canary \uD83D");

        assertThatThrownBy(() -> Transforms.encryptor("fields", "email").apply(Transforms.source(row)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageStartingWith("EncryptFields could not encrypt. LONE_SURROGATE: field email of the value")
                .hasMessageNotContaining("canary");
    }

    @Test
    void failsOnADecimalWhoseScaleIsNotTheSchemas() {
        Schema schema = SchemaBuilder.struct()
                .field("amount", org.apache.kafka.connect.data.Decimal.schema(2))
                .build();
        Struct row = new Struct(schema).put("amount", new java.math.BigDecimal("4711.0815"));

        assertThatThrownBy(() -> Transforms.encryptor("fields", "amount").apply(Transforms.source(row)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("VALUE_MISMATCH")
                .hasMessageContaining("the schema's scale is 2, the value's is 4")
                .hasMessageNotContaining("4711");
    }

    @Test
    void failsOnAFieldThatIsEncryptedAlready() {
        SourceRecord once = Transforms.encryptor("fields", "email").apply(Transforms.source(Customers.row(1)));

        assertThatThrownBy(() -> Transforms.encryptor("fields", "email").apply(once))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("ALREADY_ENCRYPTED");
    }

    @Test
    void failsOnAStructOfAnotherSchemaThanItsRecord() {
        Schema said = SchemaBuilder.struct()
                .field("name", Schema.STRING_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .build();
        Schema own = SchemaBuilder.struct()
                .field("email", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .build();
        Struct swapped = new Struct(own).put("email", Customers.EMAIL).put("name", "Zoe");

        assertThatThrownBy(() -> Transforms.encryptor("fields", "email").apply(Transforms.source(said, swapped)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining(
                        "VALUE_MISMATCH: the value, topic bank.public.customers: the struct is of another schema");
    }

    @Test
    void failsOnOverlappingRulesOfOneTopic() {
        EncryptFields<SourceRecord> transform =
                Transforms.encryptor("rules", "a,b", "rules.a.fields", "address", "rules.b.fields", "address.street");

        assertThatThrownBy(() -> transform.apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessage(
                        "EncryptFields is configured wrongly for topic bank.public.customers. Rules 'a' and 'b' both name "
                                + "field address.street, or one a field inside the other's, in topic bank.public.customers. Narrow "
                                + "`topics` or remove the field from one of them.");
    }

    @Test
    void throwsDataExceptionsWhenTolerant() {
        EncryptFields<SourceRecord> transform = Transforms.encryptor("fields", "email", "on.error", "tolerate");
        Struct row = Customers.row(1).put("email", "\uDC00");

        assertThatThrownBy(() -> transform.apply(Transforms.source(row)))
                .isInstanceOf(DataException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("LONE_SURROGATE");
        assertThat(transform.apply(Transforms.source(Customers.row(2)))).isNotNull();
    }

    @Test
    void failsWhenTheFieldStandsInClearInTheKey() {
        Struct key = new Struct(KEY).put("email", Customers.EMAIL);
        SourceRecord record = Transforms.source(KEY, key, Customers.ROW, Customers.row(1));

        assertThatThrownBy(() -> Transforms.encryptor("fields", "email").apply(record))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("CLEAR_IN_KEY: field email of the key")
                .hasMessageNotContaining(Customers.EMAIL);
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email")
                        .apply(Transforms.source(
                                null, Map.of("email", Customers.EMAIL), Customers.ROW, Customers.row(1))))
                .hasMessageContaining("CLEAR_IN_KEY");
        assertThat(Transforms.encryptor("fields", "email", "on.key.copy", "allow")
                        .apply(record)
                        .key())
                .isEqualTo(key);
    }

    @Test
    void acceptsAKeyThatWasEncryptedBefore() {
        Struct key = new Struct(KEY).put("email", Customers.EMAIL);
        EncryptFields.Key<SourceRecord> encryptKey = new EncryptFields.Key<>();
        encryptKey.configure(Transforms.config("fields", "email", "mode", "join", "join.domain", "customer.email"));

        SourceRecord record = encryptKey.apply(Transforms.source(KEY, key, Customers.ROW, Customers.row(1)));
        SourceRecord encrypted = Transforms.encryptor("fields", "email").apply(record);

        assertThat(encrypted.toString()).doesNotContain(Customers.EMAIL);
        assertThat(encryptKey
                        .apply(Transforms.source(KEY, key, Customers.ROW, Customers.row(2)))
                        .key())
                .isEqualTo(record.key());
    }

    @Test
    void looksIntoTheKeyOfATombstone() {
        Struct key = new Struct(KEY).put("email", Customers.EMAIL);

        assertThatThrownBy(() -> Transforms.encryptor("fields", "email").apply(Transforms.source(KEY, key, null, null)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("CLEAR_IN_KEY");
    }

    @Test
    void looksIntoArraysAndMapsOfTheKey() {
        Schema schema = SchemaBuilder.struct()
                .field("phones", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .field(
                        "labels",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                .build())
                .build();
        Map<String, Object> row =
                Map.of("phones", List.of(Customers.PHONE), "labels", Map.of("colour", Customers.PHONE));
        Struct key = new Struct(schema).put("phones", row.get("phones")).put("labels", row.get("labels"));

        for (String path : new String[] {"phones[*]", "labels{*}"}) {
            EncryptFields<SourceRecord> transform = Transforms.encryptor("fields", path);
            assertThatThrownBy(() -> transform.apply(Transforms.source(schema, key, schema, key)))
                    .as(path)
                    .hasMessageContaining("CLEAR_IN_KEY");
            assertThatThrownBy(() -> transform.apply(Transforms.source(null, row, null, row)))
                    .as(path)
                    .hasMessageContaining("CLEAR_IN_KEY");
        }
    }

    @Test
    void refusesTopicsWithoutARuleWhenToldTo() {
        EncryptFields<SourceRecord> transform = Transforms.encryptor(
                "fields", "email", "topics", "bank\\.public\\.acounts", "unmatched.topics", "fail");

        assertThatThrownBy(() -> transform.apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessage(
                        "No rule of EncryptFields matches topic bank.public.customers. Correct `topics`, or let its records "
                                + "pass in clear with unmatched.topics=pass.");
    }

    @Test
    void warnsOncePerTopicWithoutARule() throws IOException {
        EncryptFields<SourceRecord> transform = Transforms.encryptor("fields", "email", "topics", "other");
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "warned.once", Customers.ROW, Customers.row(1));

        transform.apply(record);
        transform.apply(record);

        assertThat(Files.readString(Path.of("target", "test-log.txt")))
                .containsOnlyOnce("No rule matches topic warned.once: nothing of its values is encrypted");
    }

    @Test
    void passesThePlaceholderInElementsButEncryptsWholeArrays() {
        Schema schema = SchemaBuilder.struct()
                .field("phones", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .build();
        Struct row = new Struct(schema).put("phones", List.of(PLACEHOLDER));

        assertThat(((Struct) Transforms.encryptor("fields", "phones[*]")
                                .apply(Transforms.source(row))
                                .value())
                        .get("phones"))
                .isEqualTo(List.of(PLACEHOLDER));
        assertThat(Transforms.encryptor("fields", "phones")
                        .apply(Transforms.source(row))
                        .value()
                        .toString())
                .doesNotContain(PLACEHOLDER);
    }

    @Test
    void passesThePlaceholderOfUnchangedColumnsInClear() {
        Struct row = Customers.row(1).put("email", PLACEHOLDER);

        SourceRecord encrypted = Transforms.encryptor("fields", "email").apply(Transforms.source(row));

        assertThat(emailOf(encrypted)).isEqualTo(PLACEHOLDER);
        assertThat(Transforms.decryptor("fields", "email")
                        .apply(Transforms.sink(encrypted))
                        .value())
                .isEqualTo(row);
        assertThat(emailOf(Transforms.encryptor("fields", "email", "unavailable.value.placeholder", "")
                        .apply(Transforms.source(row))))
                .isNotEqualTo(PLACEHOLDER);
    }

    private static Object emailOf(SourceRecord record) {
        return ((Struct) record.value()).get("email");
    }
}
