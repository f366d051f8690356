package io.lockweir.cassandra.oracle.inside;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.commitlog.CommitLogDescriptor;
import org.apache.cassandra.db.commitlog.CommitLogPosition;
import org.apache.cassandra.db.commitlog.CommitLogReadHandler;
import org.apache.cassandra.db.commitlog.CommitLogReader;
import org.apache.cassandra.io.util.File;

/**
 * How fast Cassandra's own reader is: reads the same segments each time it is asked to, and prints mutations, nanoseconds of processor
 * time of the process, and nanoseconds of the clock.
 */
final class OracleMeasurement implements CommitLogReadHandler {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long mutations;

    private OracleMeasurement() {}

    static void run(PrintStream out, int rounds, List<String> files) throws IOException {
        for (int round = 0; round < rounds; round++) {
            OracleMeasurement measurement = new OracleMeasurement();
            if (System.in.read() < 0) {
                return;
            }
            // What the round before has left is not a part of this one.
            System.gc();
            long clock = System.nanoTime();
            long start = SYSTEM.getProcessCpuTime();
            for (String file : files) {
                new CommitLogReader().readCommitLogSegment(
                        measurement, new File(Path.of(file)), CommitLogPosition.NONE, CommitLogReader.ALL_MUTATIONS, true);
            }
            long used = SYSTEM.getProcessCpuTime() - start;
            out.println(measurement.mutations + " " + used + " " + (System.nanoTime() - clock));
            out.flush();
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
