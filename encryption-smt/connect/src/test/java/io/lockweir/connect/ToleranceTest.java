package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.ConnectMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.Operation;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.Stage;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transforms inside Connect's own error handling. {@code mvn verify} runs it twice, the second time with the oldest supported Connect. */
class ToleranceTest {
    private final ConnectMetrics metrics = new ConnectMetrics(
            "worker",
            new StandaloneConfig(Map.of(
                    "bootstrap.servers", "localhost:1",
                    "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "offset.storage.file.filename", "unused")),
            Time.SYSTEM,
            "cluster");

    @Test
    void runsInTheConnectThatTheBuildMeans() {
        String meant = System.getProperty("lockweir.connect.version");
        if (meant != null) {
            assertThat(AppInfoParser.getVersion()).isEqualTo(meant);
        }
    }

    @ParameterizedTest
    @EnumSource(ToleranceType.class)
    void encryptFieldsStopsTheTaskWhateverIsTolerated(ToleranceType tolerance) {
        SourceRecord surrogate = surrogate();
        SourceRecord plain = Transforms.source(Customers.row(1));

        assertThatThrownBy(() -> run(
                        tolerance, () -> Transforms.encryptor("fields", "mail").apply(plain)))
                .isInstanceOf(FailClosedError.class);
        assertThatThrownBy(() -> run(
                        tolerance, () -> Transforms.encryptor("fields", "email").apply(surrogate)))
                .isInstanceOf(FailClosedError.class);
    }

    @ParameterizedTest
    @EnumSource(ToleranceType.class)
    void decryptFieldsStopsTheTaskWhereEveryRecordWouldFail(ToleranceType tolerance) {
        SourceRecord encrypted = Transforms.encryptor("fields", "email").apply(Transforms.source(Customers.row(1)));
        DecryptFields<SinkRecord> wrongKey = Transforms.decryptor("fields", "email", "keyset.json", Keysets.ofKey(9));

        assertThatThrownBy(() -> run(tolerance, () -> wrongKey.apply(Transforms.sink(encrypted))))
                .isInstanceOf(FailClosedError.class);
    }

    @Test
    void decryptFieldsLeavesTheDefectOfOneRecordToConnect() {
        DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", "name");
        // Moved from another field of the row.
        SinkRecord moved = Transforms.sink(null, Map.of("name", encryptedEmail()));

        assertThat(run(ToleranceType.ALL, () -> decrypt.apply(moved))).isNull();
        assertThatThrownBy(() -> run(ToleranceType.NONE, () -> decrypt.apply(moved)))
                .isInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @EnumSource(ToleranceType.class)
    void decryptFieldsStopsTheTaskOnClearTextWhichADeadLetterQueueWouldCopy(ToleranceType tolerance) {
        DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", "email");
        SinkRecord clear = Transforms.sink(Customers.ROW, Customers.row(1));

        assertThatThrownBy(() -> run(tolerance, () -> decrypt.apply(clear))).isInstanceOf(FailClosedError.class);
    }

    @Test
    void encryptFieldsLeavesItToConnectOnlyWhenAskedTo() {
        EncryptFields<SourceRecord> tolerant = Transforms.encryptor("fields", "email", "on.error", "tolerate");
        SourceRecord surrogate = surrogate();

        assertThat(run(ToleranceType.ALL, () -> tolerant.apply(surrogate))).isNull();
        assertThatThrownBy(() -> run(ToleranceType.NONE, () -> tolerant.apply(surrogate)))
                .isInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(DataException.class);
    }

    private static Object encryptedEmail() {
        SourceRecord encrypted = Transforms.encryptor("fields", "email").apply(Transforms.source(Customers.row(1)));
        return ((Struct) encrypted.value()).get("email");
    }

    private static SourceRecord surrogate() {
        return Transforms.source(Customers.row(1).put("email", "\uD800"));
    }

    /** What the worker goes on with; null when it skips the record. */
    private @Nullable Object run(ToleranceType tolerance, Operation<Object> transform) {
        try (RetryWithToleranceOperator<Object> handling = new RetryWithToleranceOperator<>(
                0, 60_000, tolerance, Time.SYSTEM, new ErrorHandlingMetrics(new ConnectorTaskId("bank", 0), metrics))) {
            return handling.execute(
                    new ProcessingContext<>(new Object()), transform, Stage.TRANSFORMATION, EncryptFields.class);
        }
    }
}
