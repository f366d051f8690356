package io.lockweir.cassandra.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of a log in its order. Not thread safe. */
interface Records {
    /** At most {@code max.batch.records} records; none when the log has nothing new for now. */
    List<SourceRecord> next() throws IOException;

    /** Whether the log had nothing more when it was last read. */
    boolean atEnd();

    /** Whether nothing more is read before Connect has what there was. */
    default boolean isWaiting() {
        return false;
    }

    /** Has the next heartbeat tell the position even if it was told: Connect says that it is committed only with a later record. */
    void tellAgain();

    /** How long to wait then. */
    Duration pause();
}
