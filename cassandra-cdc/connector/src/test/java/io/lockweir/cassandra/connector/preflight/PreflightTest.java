package io.lockweir.cassandra.connector.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.connector.CassandraCdcConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreflightTest {
    @TempDir
    private Path folder;

    private List<String> findings(Map<String, String> settings, Map<String, String> more) throws IOException {
        Map<String, String> properties = new HashMap<>(Map.of(
                "topic.prefix", "bank",
                "cassandra.host", "127.0.0.1",
                "cassandra.datacenter", "dc1",
                "cdc.raw.dir", Files.createDirectories(folder.resolve("raw")).toString(),
                "spool.dir", folder.resolve("spool").toString(),
                "images", "delta"));
        properties.putAll(more);
        Map<String, String> all = new HashMap<>(Map.of("cdc_enabled", "true"));
        all.putAll(settings);
        NodeFacts node = new NodeFacts(
                "id",
                "cluster",
                "5.0.9",
                "org.apache.cassandra.dht.Murmur3Partitioner",
                all,
                List.of(new NodeTable("bank", "payments", true, false)));
        return Preflight.findings(new CassandraCdcConfig(properties), node).stream()
                .map(Finding::message)
                .toList();
    }

    @Test
    void nodeThatIsReadyHasNoFindings() throws IOException {
        assertThat(findings(Map.of("cdc_block_writes", "true"), Map.of())).isEmpty();
        assertThat(findings(Map.of(), Map.of())).isEmpty();
    }

    @Test
    void nodeThatDeletesChangesIsRefusedUnlessAcknowledged() throws IOException {
        Map<String, String> settings = Map.of("cdc_block_writes", "false");
        assertThat(findings(settings, Map.of()))
                .singleElement()
                .asString()
                .contains("set cdc_block_writes: true in cassandra.yaml");
        assertThat(findings(settings, Map.of("cdc.block.writes.acknowledged", "true")))
                .isEmpty();
    }

    @Test
    void encryptedLogAndSwitchedOffCaptureAreNamedAtOnce() throws IOException {
        assertThat(findings(
                        Map.of("cdc_enabled", "false", "transparent_data_encryption_options_enabled", "true"),
                        Map.of()))
                .hasSize(2)
                .anyMatch(message -> message.contains("cdc_enabled is off"))
                .anyMatch(message -> message.contains("encrypts its commit log"));
    }
}
