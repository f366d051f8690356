package io.lockweir.cassandra.connector.preflight;

import io.lockweir.cassandra.connector.CassandraCdcConfig;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a start, each with what to do. */
public final class Preflight {
    private Preflight() {}

    /** All at once; empty if the task can start. */
    public static List<Finding> findings(CassandraCdcConfig config, NodeFacts node) {
        List<Finding> findings = new ArrayList<>(Folders.findings(config));
        if (!node.release().matches("(4\\.1|5\\.0)([.-].*)?")) {
            findings.add(new Finding(
                    "cassandra.host", "The node runs Cassandra " + node.release() + "; 4.1 and 5.0 can be read."));
        }
        if (!node.partitioner().endsWith(".Murmur3Partitioner")) {
            findings.add(new Finding(
                    "cassandra.host",
                    "The cluster's partitioner is " + node.partitioner()
                            + "; tables of Murmur3Partitioner can be captured."));
        }
        if (!node.isOn("cdc_enabled")) {
            findings.add(new Finding(
                    "cassandra.host", "cdc_enabled is off; set it in cassandra.yaml of the node and restart it."));
        }
        if ("false".equals(node.settings().get("cdc_block_writes")) && !config.blockWritesAcknowledged()) {
            findings.add(new Finding(
                    "cassandra.host",
                    "The node deletes changes when cdc_total_space is full; set cdc_block_writes: true in cassandra.yaml, or"
                            + " cdc.block.writes.acknowledged=true if changes may be lost."));
        }
        if (node.isOn("transparent_data_encryption_options_enabled")) {
            findings.add(
                    new Finding(
                            "cassandra.host",
                            "The node encrypts its commit log, which cannot be read; turn transparent_data_encryption_options off."));
        }
        List<NodeTable> tables = node.tables().stream()
                .filter(table -> config.tables().test(table.qualifiedName()))
                .toList();
        if (tables.isEmpty()) {
            findings.add(new Finding(
                    "table.include.list",
                    "No table with cdc=true is included; run ALTER TABLE ... WITH cdc = true, or correct the lists."));
        }
        for (NodeTable table : tables) {
            if (!table.durableWrites()) {
                findings.add(new Finding(
                        "table.include.list",
                        "Writes to " + table.qualifiedName() + " do not go to the commit log; run ALTER KEYSPACE "
                                + table.keyspace() + " WITH durable_writes = true, or exclude the table."));
            }
            if (table.counters()) {
                findings.add(new Finding(
                        "table.exclude.list",
                        table.qualifiedName() + " has counters, whose log holds no values; exclude the table."));
            }
        }
        return findings;
    }
}
