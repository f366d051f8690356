package io.lockweir.connect;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldReport;
import io.lockweir.encryption.keys.KeyUnavailableError;
import org.apache.kafka.common.config.ConfigException;

/** Runs rules without their consequences: whatever they do or fail to do is told, and the record passes unchanged. */
final class SignOff {
    private final FieldReport report;

    SignOff(FieldReport report) {
        this.report = report;
    }

    void run(String topic, Runnable rules) {
        report.record();
        try {
            rules.run();
        } catch (FieldException | ConfigException | FailClosedError | KeyUnavailableError e) {
            report.failure(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The message of an unforeseen exception may hold a value.
            report.failure("topic " + topic + ": " + e.getClass().getName() + " at " + FailureOrigin.of(e));
        }
    }

    void close() {
        report.summarise();
    }
}
