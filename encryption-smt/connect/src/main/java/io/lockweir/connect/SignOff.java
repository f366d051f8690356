package io.lockweir.connect;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldReport;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;

/**
 * Runs rules without their consequences: whatever they do or fail to do is told, and the record passes unchanged. Where a key is not to
 * be had, the following records are not tried for ten times as long as that took to show, so that a key service that is away does not
 * hold a pipeline up.
 */
final class SignOff {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_FACTOR = 10;

    private final FieldReport report;
    private final Clock clock;
    private long triesFrom;

    SignOff(FieldReport report, Clock clock) {
        this.report = report;
        this.clock = clock;
        this.triesFrom = clock.millis();
    }

    void run(String topic, Runnable rules) {
        report.record();
        long begin = clock.millis();
        if (begin < triesFrom) {
            report.untried();
            return;
        }
        try {
            rules.run();
        } catch (KeyUnavailableError e) {
            report.withoutKey(String.valueOf(e.getMessage()));
            long end = clock.millis();
            triesFrom = end + Math.max(SHORTEST_PAUSE.toMillis(), PAUSE_FACTOR * (end - begin));
        } catch (FieldException | ConfigException | FailClosedError e) {
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
