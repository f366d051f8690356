package io.lockweir.sink.feed;

import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where records with a defect of their own go. */
public interface DeadLetters {

    /**
     * Reports the record as it was consumed: a changed copy would be serialized anew, decrypted.
     *
     * @param reason code and coordinates, without a value
     * @return done when the record is safe
     */
    Future<Void> report(SinkRecord original, String reason);
}
