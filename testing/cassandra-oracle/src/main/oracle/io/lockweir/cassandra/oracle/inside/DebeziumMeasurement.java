package io.lockweir.cassandra.oracle.inside;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.cassandra.config.DatabaseDescriptor;

/**
 * How fast Debezium's connector makes records of segments: does it each time it is asked to, and prints records, nanoseconds of processor time of the
 * process, and nanoseconds of the clock.
 */
public final class DebeziumMeasurement {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private DebeziumMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        DatabaseDescriptor.toolInitialization(false);
        Path schema = Path.of(arguments[0]);
        OracleSchema.parse(schema, true).register();
        int records = Integer.parseInt(arguments[1]);
        List<File> segments = Arrays.stream(arguments).skip(2).map(File::new).toList();
        DebeziumPipeline pipeline = new DebeziumPipeline(schema);
        while (System.in.read() >= 0) {
            // What the round before has left is not a part of this one.
            System.gc();
            long clock = System.nanoTime();
            long start = SYSTEM.getProcessCpuTime();
            long made = pipeline.run(segments, records);
            long used = SYSTEM.getProcessCpuTime() - start;
            out.println(made + " " + used + " " + (System.nanoTime() - clock));
            out.flush();
        }
        // Cassandra leaves threads behind.
        System.exit(0);
    }
}
