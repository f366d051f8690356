package io.lockweir.stack.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one Cassandra node: {@code cassandra.yaml} and {@code logback.xml}.
 *
 * <p>Everything small: 1 MiB segments, so that a test sees segments end; the index of {@code cdc_raw} every second.
 *
 * @param folder of the node, in which data, commit log and {@code cdc_raw} lie
 */
public record CassandraConfiguration(Path folder) {
    private static final String YAML = """
            cluster_name: local
            num_tokens: 16
            partitioner: org.apache.cassandra.dht.Murmur3Partitioner
            data_file_directories: ['%1$s/data']
            commitlog_directory: '%1$s/commitlog'
            cdc_enabled: true
            cdc_raw_directory: '%1$s/cdc_raw'
            cdc_total_space: 256MiB
            cdc_free_space_check_interval: 250ms
            hints_directory: '%1$s/hints'
            saved_caches_directory: '%1$s/saved_caches'
            commitlog_sync: periodic
            commitlog_sync_period: 1000ms
            commitlog_segment_size: 1MiB
            commitlog_total_space: 16MiB
            listen_address: 127.0.0.1
            rpc_address: 127.0.0.1
            native_transport_port: %2$d
            storage_port: %3$d
            start_native_transport: true
            endpoint_snitch: SimpleSnitch
            seed_provider:
              - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                parameters: [{seeds: '127.0.0.1:%3$d'}]
            authenticator: AllowAllAuthenticator
            authorizer: AllowAllAuthorizer
            memtable_heap_space: 64MiB
            memtable_offheap_space: 64MiB
            concurrent_reads: 4
            concurrent_writes: 4
            concurrent_compactors: 1
            file_cache_size: 32MiB
            key_cache_size: 4MiB
            networking_cache_size: 16MiB
            disk_optimization_strategy: ssd
            auto_snapshot: false
            materialized_views_enabled: true
            user_defined_functions_enabled: false
            """;
    private static final String LOGBACK = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{ISO8601} %-5level [%thread] %logger{20} %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    public Path yaml() {
        return folder.resolve("cassandra.yaml");
    }

    public Path logback() {
        return folder.resolve("logback.xml");
    }

    public Path commitLog() {
        return folder.resolve("commitlog");
    }

    public Path cdcRaw() {
        return folder.resolve("cdc_raw");
    }

    /** Writes both files. */
    public void write(int cqlPort, int storagePort) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(yaml(), YAML.formatted(folder, cqlPort, storagePort));
        Files.writeString(logback(), LOGBACK);
    }
}
