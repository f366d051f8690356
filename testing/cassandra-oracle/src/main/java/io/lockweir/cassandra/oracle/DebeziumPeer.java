package io.lockweir.cassandra.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debezium's connector for Cassandra, without a node: its own reader, queues and threads over given segments, up to the records that its task hands to
 * Connect. Needs a build with {@code -Ppeers}.
 */
public final class DebeziumPeer {

    private final CassandraProgram program;

    /**
     * Compiles what drives it.
     *
     * @param stackHome where {@code testing/servers} wrote the class paths
     * @param directory for everything it writes; must be empty
     * @throws IllegalStateException if the connector was not fetched
     */
    public DebeziumPeer(Path stackHome, Path directory) throws IOException {
        if (!Files.exists(stackHome.resolve(LogSettings.DEBEZIUM.server() + ".classpath"))) {
            throw new IllegalStateException("Debezium's connector is not there: build with -Ppeers");
        }
        this.program = new CassandraProgram(LogSettings.DEBEZIUM, stackHome, directory, OracleClasses.DEBEZIUM);
    }

    /**
     * Reads segments as often as it is {@linkplain OracleProcess#ask asked}: records, nanoseconds of processor time of the process, nanoseconds of the
     * clock.
     *
     * @param jvm options
     * @param records that are in the segments
     */
    public OracleProcess measure(List<String> jvm, Path schema, int records, List<Path> segments) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(schema.toString(), Integer.toString(records)));
        segments.forEach(segment -> arguments.add(segment.toString()));
        return program.start(jvm, arguments);
    }
}
