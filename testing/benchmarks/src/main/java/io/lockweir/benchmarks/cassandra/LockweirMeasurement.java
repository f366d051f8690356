package io.lockweir.benchmarks.cassandra;

import com.sun.management.OperatingSystemMXBean;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Ours in a process of its own, as the others are: reads segments each time it is asked to, and prints mutations or records, nanoseconds of
 * processor time of the process, and nanoseconds of the clock.
 */
final class LockweirMeasurement {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LockweirMeasurement() {}

    /**
     * Measures until nobody asks any more.
     *
     * @param arguments the path, the file of the schema, and segments
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        CapturePath path = CapturePath.valueOf(arguments[0]);
        List<TableSchema> tables = SchemaFile.read(Path.of(arguments[1]));
        List<Path> segments = Arrays.stream(arguments).skip(2).map(Path::of).toList();
        while (System.in.read() >= 0) {
            // What the round before has left is not a part of this one.
            System.gc();
            long clock = System.nanoTime();
            long start = SYSTEM.getProcessCpuTime();
            long read = path.read(tables, segments);
            long used = SYSTEM.getProcessCpuTime() - start;
            out.println(read + " " + used + " " + (System.nanoTime() - clock));
            out.flush();
        }
    }
}
