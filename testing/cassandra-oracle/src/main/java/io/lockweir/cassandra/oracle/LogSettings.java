package io.lockweir.cassandra.oracle;

import java.nio.file.Path;

/**
 * A Cassandra and how it writes its log.
 *
 * @param server name of the class path file in the stack's home
 * @param settings lines of {@code cassandra.yaml}
 */
public record LogSettings(String server, String settings) {

    /** Cassandra 4.1: version 7. */
    public static final LogSettings CASSANDRA_41 = new LogSettings("cassandra-4.1", "");

    /** Cassandra 5.0 as it comes: version 7. */
    public static final LogSettings CASSANDRA_50 = new LogSettings("cassandra-5.0", "");

    /** Cassandra 5.0 that need not go back: version 8. */
    public static final LogSettings CASSANDRA_50_V8 =
            new LogSettings("cassandra-5.0", "storage_compatibility_mode: NONE\n");

    /** The Cassandra that Debezium's connector brings along: it only reads. */
    static final LogSettings DEBEZIUM = new LogSettings("debezium-cassandra", "");

    /** The same with a compressed log. */
    public LogSettings compressed(String compressor) {
        return new LogSettings(server, settings + "commitlog_compression: [{class_name: " + compressor + "}]\n");
    }

    String yaml(Path directory) {
        return """
                cluster_name: oracle
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                num_tokens: 1
                data_file_directories: [%1$s/data]
                commitlog_directory: %1$s/commitlog
                cdc_enabled: false
                cdc_raw_directory: %1$s/cdc_raw
                hints_directory: %1$s/hints
                saved_caches_directory: %1$s/saved_caches
                commitlog_sync: periodic
                commitlog_sync_period: 1000ms
                commitlog_segment_size: 4MiB
                commitlog_total_space: 65536MiB
                endpoint_snitch: SimpleSnitch
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters: [{seeds: "127.0.0.1"}]
                %2$s""".formatted(directory, settings);
    }
}
