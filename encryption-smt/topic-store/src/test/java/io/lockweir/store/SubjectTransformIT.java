package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.Shredder;
import io.lockweir.encryption.shred.SubjectKeys;
import io.lockweir.encryption.shred.SubjectSettings;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A subject's values through both transforms and a real topic of keys. */
class SubjectTransformIT {
    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka());

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String CANARY = "canary4711secret";
    private static final String SUBJECT = "canary-subject-4711";
    private static final Schema ROW = SchemaBuilder.struct()
            .field("customer", Schema.STRING_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .build();
    private final String topic = "subjects-" + UUID.randomUUID();

    @Test
    void aShreddedSubjectIsUnreadableOnAllTasksAndOthersAreNot() {
        try (EncryptFields.Value<SourceRecord> writer = new EncryptFields.Value<>();
                DecryptFields.Value<SinkRecord> redacting = new DecryptFields.Value<>();
                DecryptFields.Value<SinkRecord> failing = new DecryptFields.Value<>();
                SubjectKeys operator = operator()) {
            writer.configure(config("rules.customers.subject", "customer"));
            redacting.configure(config("on.shredded", "redact", "dek.ttl.ms", "60000"));
            failing.configure(config("dek.ttl.ms", "70000"));
            SinkRecord anna = encrypted(writer, SUBJECT);
            SinkRecord berta = encrypted(writer, "berta");
            assertThat(email(redacting.apply(anna))).isEqualTo(CANARY);
            assertThat(email(failing.apply(anna))).isEqualTo(CANARY);

            assertThat(new Shredder(operator)
                            .shred(new Scope.Namespace("bank"), SUBJECT)
                            .killed())
                    .hasSize(1);

            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(email(redacting.apply(anna))).isEqualTo("[shredded]"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThatThrownBy(() -> failing.apply(anna))
                            .isInstanceOf(DataException.class)
                            .hasMessageContaining("shredded")
                            .satisfies(SubjectTransformIT::tellsNothing));
            assertThat(email(redacting.apply(berta))).isEqualTo(CANARY);
            assertThat(email(failing.apply(berta))).isEqualTo(CANARY);
            SinkRecord again = encrypted(writer, SUBJECT);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(email(failing.apply(again))).isEqualTo(CANARY));
        }
    }

    private static void tellsNothing(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(CANARY, SUBJECT);
    }

    private SubjectKeys operator() {
        return SubjectKeys.open(
                "bank",
                new TopicSubjectLogProvider().open(store()),
                label -> new Kek(label, TestKmsProvider.SHARED, "one"),
                SubjectSettings.of(List.of("near")),
                KeyEvents.NONE,
                Clock.systemUTC());
    }

    private static SinkRecord encrypted(EncryptFields.Value<SourceRecord> writer, String customer) {
        Struct row = new Struct(ROW).put("customer", customer).put("email", CANARY);
        SourceRecord record = writer.apply(new SourceRecord(Map.of(), Map.of(), "customers", ROW, row));
        assertThat(String.valueOf(record.value())).doesNotContain(CANARY);
        return new SinkRecord("customers", 0, null, null, record.valueSchema(), record.value(), 7);
    }

    private static Object email(SinkRecord record) {
        return ((Struct) record.value()).get("email");
    }

    private Map<String, String> config(String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "key.source", "envelope",
                "namespace", "bank",
                "kek", "near",
                "kek.near.kms", "memory",
                "kek.near.key", "one",
                "store", "topic",
                "rules", "customers",
                "rules.customers.fields", "email"));
        store().forEach((key, value) -> config.put("store." + key, value));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private Map<String, String> store() {
        return Map.of(
                "kafka.bootstrap.servers",
                STACK.stack().kafka().bootstrapServers(),
                "topic",
                topic + "-deks",
                "subjects.topic",
                topic,
                "subjects.partitions",
                "3",
                "topic.replication.factor",
                "1",
                "topic.min.insync.replicas",
                "1");
    }
}
