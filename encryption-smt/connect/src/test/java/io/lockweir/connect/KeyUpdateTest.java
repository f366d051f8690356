package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Debezium writes an update of a primary key as a delete and a create, each with the other's key in a header. */
class KeyUpdateTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
    private static final String NEW_KEY = "__debezium.newkey";
    private static final String OLD_KEY = "__debezium.oldkey";
    private static final String OLD = "old-canary@example.org";
    private static final Map<String, String> RULE =
            Transforms.config("fields", "email", "mode", "join", "join.domain", "customer.email");

    private final EncryptFields.Key<SourceRecord> encryptKey = new EncryptFields.Key<>();
    private final DecryptFields.Key<SinkRecord> decryptKey = new DecryptFields.Key<>();

    KeyUpdateTest() {
        encryptKey.configure(RULE);
        decryptKey.configure(RULE);
    }

    @Test
    void encryptsAndRestoresTheKeysInHeaders() {
        for (String name : new String[] {NEW_KEY, OLD_KEY}) {
            SourceRecord update = update(name);

            SourceRecord encrypted = encryptKey.apply(update);

            assertThat(encrypted.headers().toString()).doesNotContain(OLD).contains("trace");
            assertThat(encrypted.headers().lastWithName(name).value())
                    .as("the header joins with the key it names")
                    .isEqualTo(encryptKey.apply(keyed(OLD)).key());
            assertThat(update.headers().lastWithName(name).value())
                    .as("the given record")
                    .isEqualTo(key(OLD));
            SinkRecord decrypted = decryptKey.apply(sink(encrypted));
            assertThat(decrypted.headers()).isEqualTo(update.headers());
            assertThat(decrypted.key()).isEqualTo(update.key());
        }
    }

    @Test
    void restoresTheHeaderThatAConverterTurnedIntoAMap() {
        SourceRecord encrypted = encryptKey.apply(update(NEW_KEY));
        Struct header = (Struct) encrypted.headers().lastWithName(NEW_KEY).value();
        SinkRecord record = sink(encrypted);
        record.headers().remove(NEW_KEY).add(NEW_KEY, Map.of("email", header.get("email")), null);

        assertThat(decryptKey.apply(record).headers().lastWithName(NEW_KEY).value())
                .isEqualTo(Map.of("email", OLD));
        record.headers().remove(NEW_KEY).addString(NEW_KEY, "text");
        assertThat(decryptKey.apply(record).headers().lastWithName(NEW_KEY).value())
                .isEqualTo("text");
    }

    @Test
    void encryptsTheHeaderOfARecordWithoutKey() {
        SourceRecord record = Transforms.source(null, null);
        record.headers().add(NEW_KEY, key(OLD), KEY);

        assertThat(encryptKey.apply(record).headers().toString()).doesNotContain(OLD);
    }

    @Test
    void failsWhenNobodyEncryptsTheHeader() {
        SourceRecord record = Transforms.source(Customers.row(1));
        record.headers().add(NEW_KEY, key(OLD), KEY);

        assertThatThrownBy(() -> Transforms.encryptor("fields", "email").apply(record))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("CLEAR_IN_KEY: field email of the key")
                .hasMessageNotContaining(OLD);
        assertThat(Transforms.encryptor("fields", "email")
                        .apply(encryptKey.apply(record))
                        .toString())
                .doesNotContain(OLD, Customers.EMAIL);
    }

    private static SourceRecord update(String header) {
        SourceRecord record = keyed(Customers.EMAIL);
        record.headers().addString("trace", "1").add(header, key(OLD), KEY);
        return record;
    }

    private static SourceRecord keyed(String email) {
        return Transforms.source(KEY, key(email), Customers.ROW, Customers.row(1));
    }

    private static Struct key(String email) {
        return new Struct(KEY).put("email", email);
    }

    private static SinkRecord sink(SourceRecord record) {
        SinkRecord sink = new SinkRecord(
                Transforms.TOPIC, 0, record.keySchema(), record.key(), record.valueSchema(), record.value(), 1);
        record.headers().forEach(header -> sink.headers().add(header));
        return sink;
    }
}
