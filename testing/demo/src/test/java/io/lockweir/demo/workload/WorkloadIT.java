package io.lockweir.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.audit.Audit;
import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.canary.Canary;
import io.lockweir.demo.pipeline.BankDatabase;
import io.lockweir.demo.pipeline.PipelineStack;
import io.lockweir.demo.proof.Change;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.stack.LocalStackExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkloadIT {
    private static final long CHANGES = 2_000;
    private static final Canaries CANARIES = new Canaries(new SplittableRandom(5));

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void makesExactlyTheChangesAskedForAndTheSameOnesForTheSameSeed() throws Exception {
        Set<Change> first = run("first", 42);
        assertThat(first).hasSize((int) CHANGES);
        assertThat(run("again", 42)).isEqualTo(first);
        assertThat(run("other", 43)).isNotEqualTo(first);
    }

    @Test
    void plantsEveryCanaryInACommittedChange() throws Exception {
        BankDatabase database = database("planted");
        load(database, 7, RunOptions.FEWEST_ROWS);
        for (Canary canary : CANARIES.all()) {
            assertThat(images(database, canary)).as(canary.field()).isPositive();
        }
    }

    @Test
    void storesLargeTextsOutOfLineAndRecordsThemInFull() throws Exception {
        BankDatabase database = database("large");
        load(database, 9, CHANGES);
        assertThat(number(database, "select count(*) from audit.changes where length(image->>'notes') > 8192"))
                .isPositive();
        assertThat(
                        number(
                                database,
                                "select pg_relation_size(reltoastrelid) from pg_class where relname = 'customers' and relkind = 'r'"))
                .isPositive();
        assertThat(number(database, "select count(distinct op) from audit.changes"))
                .isEqualTo(4);
    }

    private static Set<Change> run(String name, long seed) throws Exception {
        BankDatabase database = database(name);
        load(database, seed, CHANGES);
        List<Change> changes = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (BankTable table : BankTable.values()) {
                new Audit(connection).read(table, (operation, image) -> changes.add(image.change(operation)));
            }
        }
        assertThat(changes).hasSize((int) CHANGES);
        return new HashSet<>(changes);
    }

    private static BankDatabase database(String name) throws Exception {
        BankDatabase database = new BankDatabase(new Bank(name), STACK.stack().postgres());
        database.create();
        return database;
    }

    private static void load(BankDatabase database, long seed, long changes) throws Exception {
        try (Workload workload = new Workload(database::connect, Mix.BANK, seed, CANARIES)) {
            workload.open(changes / 10);
            workload.start(changes - changes / 10);
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(workload::finished);
            assertThat(workload.committed()).isEqualTo(changes);
        }
    }

    private static long images(BankDatabase database, Canary canary) throws Exception {
        String table = canary.field().substring(0, canary.field().indexOf('.'));
        String column = canary.field().substring(table.length() + 1);
        return number(
                database,
                "select count(*) from audit.changes where table_name = '" + table + "' and image->>'" + column
                        + "' like '%" + canary.token() + "%'");
    }

    private static long number(BankDatabase database, String query) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
