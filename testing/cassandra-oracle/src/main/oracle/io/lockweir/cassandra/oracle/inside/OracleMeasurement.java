package io.lockweir.cassandra.oracle.inside;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.commitlog.CommitLogDescriptor;
import org.apache.cassandra.db.commitlog.CommitLogPosition;
import org.apache.cassandra.db.commitlog.CommitLogReadHandler;
import org.apache.cassandra.db.commitlog.CommitLogReader;
import org.apache.cassandra.io.util.File;

/** How fast Cassandra's own reader is: reads the same segments again and again, and prints mutations and nanoseconds of each round. */
final class OracleMeasurement implements CommitLogReadHandler {

    private long mutations;

    private OracleMeasurement() {}

    static void run(PrintStream out, int rounds, List<String> files) throws IOException {
        for (int round = 0; round < rounds; round++) {
            OracleMeasurement measurement = new OracleMeasurement();
            long start = System.nanoTime();
            for (String file : files) {
                new CommitLogReader().readCommitLogSegment(
                        measurement, new File(Path.of(file)), CommitLogPosition.NONE, CommitLogReader.ALL_MUTATIONS, true);
            }
            out.println(measurement.mutations + " " + (System.nanoTime() - start));
        }
    }

    @Override
    public boolean shouldSkipSegmentOnError(CommitLogReadException exception) throws IOException {
        throw exception;
    }

    @Override
    public void handleUnrecoverableError(CommitLogReadException exception) throws IOException {
        throw exception;
    }

    @Override
    public void handleMutation(Mutation mutation, int size, int entryLocation, CommitLogDescriptor descriptor) {
        mutations++;
    }
}
