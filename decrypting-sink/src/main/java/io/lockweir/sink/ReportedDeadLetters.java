package io.lockweir.sink;

import io.lockweir.sink.feed.DeadLetters;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Connect's dead-letter queue. It keeps the consumed bytes for the very instance it handed out, and only for that. */
final class ReportedDeadLetters implements DeadLetters {

    private final ErrantRecordReporter reporter;

    ReportedDeadLetters(ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public Future<Void> report(SinkRecord original, String reason) {
        return reporter.report(original, new DataException(reason));
    }
}
