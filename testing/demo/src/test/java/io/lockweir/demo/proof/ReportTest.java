package io.lockweir.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Map<String, TableProof> TABLES =
            Map.of("customers", new TableProof(10, 9, 1, 0), "accounts", new TableProof(5, 7, 0, 2));

    private static final LakeProof APPEND = new LakeProof("append", 2, 0);

    @Test
    void keepsItsKeysStable(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/r.json");
        new Report(
                        15,
                        42,
                        new LakeProof("upsert", 3, 4),
                        16,
                        3,
                        new FaultProof(List.of(new FaultRecord("kill-worker", 1.26, 9)), 2, 1),
                        new KeyProof(10, 12, 7, 18, List.of()),
                        new SparkProof(16, 0, 0, 5, 1, 40, 6),
                        2.04,
                        100L,
                        900L,
                        TABLES)
                .write(file);
        assertThat(Files.readString(file)).isEqualToIgnoringWhitespace("""
                {"rows":15,"seed":42,"mode":"upsert","format_version":3,"captured":15,"kafka_records":16,"deleted":4,"iceberg_rows":16,"missing":1,"duplicates":2,
                 "plaintext_leaks":3,"kills":2,"faults":[{"fault":"kill-worker","at":1.3,"seconds":9.0}],"source_restarts":1,"rotations":10,"deks":12,"rewrapped":7,"verified_records":18,"spark":{"rows":16,"missing":0,"duplicates":0,"compactions":5,"compactions_lost":1,"files_rewritten":40,"expiries":6},"seconds":2.0,"events_per_second":8,"freshness_p50_ms":100,
                 "freshness_p99_ms":900,
                 "tables":{"accounts":{"captured":5,"iceberg_rows":7,"missing":0,"duplicates":2},
                           "customers":{"captured":10,"iceberg_rows":9,"missing":1,"duplicates":0}}}""");
    }

    @Test
    void isExactOnlyWithoutAnyDifferenceOrLeak() {
        assertThat(report(new TableProof(5, 5, 0, 0), 0).exact()).isTrue();
        assertThat(report(new TableProof(5, 4, 1, 0), 0).exact()).isFalse();
        assertThat(report(new TableProof(5, 6, 0, 1), 0).exact()).isFalse();
        assertThat(report(new TableProof(5, 5, 0, 0), 1).exact()).isFalse();
        assertThat(report(new TableProof(4, 4, 0, 0), 0).exact()).isFalse();
        assertThat(new Report(
                                5,
                                1,
                                APPEND,
                                6,
                                0,
                                FaultProof.NONE,
                                KeyProof.NONE,
                                null,
                                1,
                                0L,
                                0L,
                                Map.of("accounts", new TableProof(5, 5, 0, 0)))
                        .exact())
                .as("a change that is in Kafka twice")
                .isFalse();
        KeyProof tooFew = new KeyProof(9, 11, 7, 5, List.of("9 rotations of 10"));
        assertThat(report(new TableProof(5, 5, 0, 0), 0, tooFew).exact()).isFalse();
        assertThat(new SparkProof(5, 0, 1, 2, 0, 3, 4).doubts()).hasSize(1);
        assertThat(new SparkProof(5, 0, 0, 0, 2, 0, 4).doubts())
                .containsExactly("no compaction of Spark's succeeded under load, 2 were lost");
    }

    @Test
    void isExactOnlyIfTheLakeHasCassandrasRows() {
        assertThat(ledger(new LedgerTableProof(3, 3, 0, 0)).exact()).isTrue();
        assertThat(ledger(new LedgerTableProof(3, 2, 1, 0)).exact()).isFalse();
        assertThat(ledger(new LedgerTableProof(3, 4, 0, 1)).exact()).isFalse();
        assertThat(ledger(new LedgerTableProof(0, 0, 0, 0)).exact())
                .as("nothing was compared")
                .isFalse();
    }

    @Test
    void tellsOfCassandraIfItIsASource() throws IOException {
        assertThat(ledger(new LedgerTableProof(3, 4, 0, 1)).json()).containsIgnoringWhitespaces("""
                        "cassandra":{"writes":9,"deletes":2,"kafka_records":11,"statements":{"delete_row":2,"insert":7},
                         "tables":{"fees":{"cassandra_rows":3,"iceberg_rows":4,"missing":0,"duplicates":1}}}""");
        assertThat(report(new TableProof(5, 5, 0, 0), 0).json()).doesNotContain("cassandra");
    }

    private static Report ledger(LedgerTableProof proof) {
        return new Report(
                5,
                1,
                APPEND,
                5,
                0,
                FaultProof.NONE,
                KeyProof.NONE,
                null,
                1,
                0L,
                0L,
                Map.of("accounts", new TableProof(5, 5, 0, 0)),
                new LedgerProof(Map.of("insert", 7L, "delete_row", 2L), 2, 11, Map.of("fees", proof)));
    }

    private static Report report(TableProof proof, long leaks) {
        return report(proof, leaks, KeyProof.NONE);
    }

    private static Report report(TableProof proof, long leaks, KeyProof keys) {
        return new Report(5, 1, APPEND, 5, leaks, FaultProof.NONE, keys, null, 1, 0L, 0L, Map.of("accounts", proof));
    }
}
