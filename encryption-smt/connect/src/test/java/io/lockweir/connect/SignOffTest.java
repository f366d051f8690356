package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.record.FieldReport;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run.mode}: rules that are not yet in force touch no record and stop no task. */
class SignOffTest {
    private static final Path LOG = Path.of("target", "test-log.txt");

    @Test
    void passesRecordsUnchangedAndSaysSoLoudly() throws IOException {
        for (String mode : List.of("dry-run", "REPORT")) {
            EncryptFields.Value<SourceRecord> transform = Transforms.encryptor("fields", "email", "run.mode", mode);
            SourceRecord record = Transforms.source(Customers.row(1));

            assertThat(transform.apply(record)).isSameAs(record);
            transform.close();
        }
        assertThat(Files.readString(LOG))
                .contains("run.mode=dry-run: fields are encrypted and the result is THROWN AWAY, records pass in clear")
                .contains("run.mode=report: NOTHING IS ENCRYPTED, records pass in clear")
                .contains("Rule default, field email of the value, topic bank.public.customers: 1 values")
                .doesNotContain(Customers.EMAIL);
    }

    @Test
    void nothingStopsTheTask() throws IOException {
        for (String mode : List.of("dry-run", "report")) {
            EncryptFields.Value<SourceRecord> transform =
                    Transforms.encryptor("fields", "email,emial,id.x", "unmatched.topics", "fail", "run.mode", mode);
            for (SourceRecord record : List.of(
                    Transforms.source(Customers.row(1)),
                    Transforms.source(null, "canary text"),
                    Transforms.source(null, Map.of("email", new StringBuilder("canary"))),
                    Transforms.source(Schema.STRING_SCHEMA, "canary text"),
                    Transforms.source(null, null))) {
                assertThat(transform.apply(record)).isSameAs(record);
            }
            transform.close();
        }
        assertThat(Files.readString(LOG))
                .contains("It would fail: FIELD_MISSING: field emial of the value")
                .contains(
                        "Rule default names field emial of the value, topic bank.public.customers, which is not there")
                .doesNotContain("canary text");
    }

    @Test
    void reportNeedsNoUsableKey() {
        EncryptFields.Value<SourceRecord> transform = new EncryptFields.Value<>();
        transform.configure(Map.of("keyset.file", "/does/not/exist", "fields", "email", "run.mode", "report"));
        SourceRecord record = Transforms.source(Customers.row(1));

        assertThat(transform.apply(record)).isSameAs(record);
        transform.close();
    }

    @Test
    @Timeout(120)
    void aDryRunHoldsNothingUpWhileTheKeyServiceIsDown(@TempDir Path directory) throws IOException {
        EncryptFields.Value<SourceRecord> transform = new EncryptFields.Value<>();
        transform.configure(Map.of(
                "fields", "email",
                "run.mode", "dry-run",
                "key.source", "envelope",
                "kek", "eu",
                "kek.eu.kms", "test",
                "kek.eu.key", "key-dry-run",
                "store", "file",
                "store.file", directory.resolve("deks").toString()));
        SourceRecord record = Transforms.source(Customers.row(1));
        TestKmsProvider.down("key-dry-run");
        try {
            for (int i = 0; i < 100; i++) {
                assertThat(transform.apply(record)).isSameAs(record);
            }
            transform.close();
        } finally {
            TestKmsProvider.restore("key-dry-run");
        }
        assertThat(Files.readString(LOG))
                .contains("A key is not to be had, and records are not tried meanwhile: ", "KEK eu (key-dry-run)")
                .contains("100 records, 0 of them would fail, 100 were not tried for want of a key");
    }

    @Test
    void aDryRunTriesAgainAfterTenTimesAsLongAsTheTroubleTook() {
        AtomicLong now = new AtomicLong(1_000_000);
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get());
            }
        };
        AtomicInteger tries = new AtomicInteger();
        SignOff signOff = new SignOff(new FieldReport("Test.", clock), clock);
        Runnable slow = () -> {
            tries.incrementAndGet();
            now.addAndGet(700);
            throw new KeyUnavailableError("away");
        };
        signOff.run("t", slow);
        now.addAndGet(6_999);
        signOff.run("t", slow);
        assertThat(tries).hasValue(1);
        now.addAndGet(1);
        signOff.run("t", tries::incrementAndGet);
        signOff.run("t", tries::incrementAndGet);
        assertThat(tries).hasValue(3);
    }

    @Test
    void aDryRunWaitsForKeysNoLongerThanASecond() {
        for (String[] each :
                new String[][] {{"run.mode", "dry-run"}, {"run.mode", "dry-run", "key.wait.ms", "1000000"}}) {
            assertThat(keyWait(each)).isEqualTo(Duration.ofSeconds(1));
        }
        assertThat(keyWait("run.mode", "encrypt")).isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration keyWait(String... config) {
        Map<String, String> all = Transforms.config(config);
        all.remove("keyset.json");
        all.putAll(Map.of(
                "fields", "email",
                "key.source", "envelope",
                "kek.eu.kms", "test",
                "kek.eu.key", "k",
                "store", "file",
                "store.file", "unused"));
        EnvelopeConfig keys = (EnvelopeConfig) EncryptFieldsConfig.of(RecordSide.VALUE, all)
                .fieldKeys()
                .keySource()
                .orElseThrow()
                .keys();
        return keys.settings().keyWait();
    }

    @Test
    void countsWhatIsExpectedAndWhatIsSeen() {
        FieldReport report = new FieldReport("Test.", Clock.systemUTC());
        report.found("t", Part.FIELD_OF_VALUE, FieldPath.of("a"), "r").value();
        report.found("t", Part.FIELD_OF_VALUE, FieldPath.of("a"), "r").value();
        report.found("t", Part.FIELD_OF_KEY, FieldPath.of("b"), "r");
        report.missing("t", Part.FIELD_OF_VALUE, FieldPath.of("c"), "r");
        report.missing("t", Part.FIELD_OF_VALUE, FieldPath.of("c"), "r");

        assertThat(report.lines())
                .containsExactly(
                        "Rule r, field a of the value, topic t: 2 values",
                        "Rule r, field b of the key, topic t: 0 values",
                        "Rule r, field c of the value, topic t: missing");
    }

    @Test
    void refusesOtherModes() {
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email", "run.mode", "off"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Invalid value off for configuration run.mode");
        assertThat(EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "email"))
                        .runMode())
                .isEqualTo(RunMode.ENCRYPT);
    }
}
