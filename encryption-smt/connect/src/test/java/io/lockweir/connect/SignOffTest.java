package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.record.FieldReport;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

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
