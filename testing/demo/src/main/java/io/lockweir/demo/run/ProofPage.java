package io.lockweir.demo.run;

import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.proof.LedgerProof;
import io.lockweir.demo.proof.LedgerTableProof;
import io.lockweir.demo.proof.Report;
import io.lockweir.demo.proof.SparkProof;
import io.lockweir.demo.proof.TableProof;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The page at the end of a run. The only place that shows values, and only those of one invented customer. */
final class ProofPage {
    private static final String CHANGES = "EXACT: every captured change is in Iceberg once, with its content.";
    private static final String ROWS =
            "EXACT: every row of PostgreSQL is in Iceberg once, as it is there, and no other.";
    private static final String LEDGER =
            "EXACT: every row of Cassandra is in Iceberg once, as it is there, and no other.";
    private static final int WIDTH = 68;
    private static final int LEAKS_SHOWN = 10;

    private final PrintStream out;

    ProofPage(PrintStream out) {
        this.out = out;
    }

    void show(Report report, List<String> doubts, Leaks leaks, Optional<Specimen> specimen, int canaries) {
        out.println();
        specimen.ifPresent(this::specimen);
        out.printf("  %-20s %10s %10s %10s %10s%n", "table", "captured", "iceberg", "missing", "duplicates");
        for (Map.Entry<String, TableProof> table : new TreeMap<>(report.tables()).entrySet()) {
            row(table.getKey(), table.getValue());
        }
        row("all", new TableProof(report.captured(), report.icebergRows(), report.missing(), report.duplicates()));
        out.println();
        LedgerProof ledger = report.ledger();
        if (ledger != null) {
            ledger(ledger);
        }
        line(
                "Tables",
                "%s, format version %d; %,d of the changes are deletes"
                        .formatted(report.mode(), report.formatVersion(), report.deleted()));
        line("Kafka records", "%,d committed changes".formatted(report.kafkaRecords()));
        line("Throughput", "%,d events/s over %.1f s".formatted(report.eventsPerSecond(), report.seconds()));
        line("Freshness", freshness(report.freshnessP50(), report.freshnessP99()));
        line(
                "Faults",
                "%d, %d of them kills of the worker".formatted(report.faults().size(), report.kills()));
        if (report.dataKeys() > 0) {
            keys(report);
        }
        spark(report.spark());
        line(
                "Plaintext leaks",
                "%d (%d canaries searched in %,d MB)"
                        .formatted(report.plaintextLeaks(), canaries, leaks.scannedBytes() >> 20));
        out.println();
        list(report.doubts());
        list(doubts);
        list(leaks.leaks().stream().limit(LEAKS_SHOWN).map(Leak::toString).toList());
        out.println(
                report.exact() ? report.mode().equals("upsert") ? ROWS : CHANGES : "NOT EXACT: see the counts above.");
        if (report.exact() && ledger != null) {
            out.println(LEDGER);
        }
    }

    private void ledger(LedgerProof ledger) {
        out.printf("  %-20s %10s %10s %10s %10s%n", "table of Cassandra", "rows", "iceberg", "missing", "duplicates");
        ledger.tables().forEach(this::row);
        row(
                "all",
                new LedgerTableProof(
                        ledger.sum(LedgerTableProof::cassandraRows),
                        ledger.sum(LedgerTableProof::icebergRows),
                        ledger.sum(LedgerTableProof::missing),
                        ledger.sum(LedgerTableProof::duplicates)));
        out.println();
        line(
                "Cassandra",
                "%,d CQL writes, %,d of them deletes; %,d changes of rows in Kafka"
                        .formatted(ledger.writes(), ledger.deletes(), ledger.kafkaRecords()));
    }

    private void row(String name, LedgerTableProof proof) {
        row(name, new TableProof(proof.cassandraRows(), proof.icebergRows(), proof.missing(), proof.duplicates()));
    }

    private void keys(Report report) {
        line(
                "Keys",
                "%,d data keys, %,d rotations, %,d wrapped anew"
                        .formatted(report.dataKeys(), report.rotations(), report.rewrapped()));
        line("Verified", "%,d records by lockweir-keys".formatted(report.verifiedRecords()));
    }

    private void spark(@Nullable SparkProof spark) {
        if (spark != null) {
            line(
                    "Spark",
                    "%,d rows read, %,d missing, %,d doubled; %,d compactions (%,d lost to the sink) of %,d files, %,d expiries"
                            .formatted(
                                    spark.rows(),
                                    spark.missing(),
                                    spark.duplicates(),
                                    spark.compactions(),
                                    spark.compactionsLost(),
                                    spark.filesRewritten(),
                                    spark.expiries()));
        }
    }

    private void specimen(Specimen specimen) {
        place("A customer in PostgreSQL", specimen.database());
        place("... in Kafka (" + specimen.place() + ")", specimen.kafka());
        place("... in Iceberg", specimen.lake());
    }

    private void place(String title, Map<String, String> columns) {
        out.println(title);
        columns.forEach((column, value) -> out.printf("  %-12s %s%n", column, shortened(value)));
        out.println();
    }

    private void row(String name, TableProof proof) {
        out.printf(
                "  %-20s %,10d %,10d %,10d %,10d%n",
                name, proof.captured(), proof.icebergRows(), proof.missing(), proof.duplicates());
    }

    private void line(String name, String text) {
        out.printf("  %-20s %s%n", name, text);
    }

    private void list(List<String> lines) {
        lines.forEach(text -> out.println("  ! " + text));
    }

    private static String shortened(String value) {
        return value.length() <= WIDTH ? value : value.substring(0, WIDTH) + "... (" + value.length() + " characters)";
    }

    /** Spark's expiry takes the times of the snapshots away: then nothing is known, which is not the same as 0 ms. */
    private static String freshness(@Nullable Long p50, @Nullable Long p99) {
        return p50 == null || p99 == null
                ? "not known: the snapshots that brought the rows are expired"
                : "p50 %,d ms, p99 %,d ms (commit of the snapshot minus commit in the database)".formatted(p50, p99);
    }
}
