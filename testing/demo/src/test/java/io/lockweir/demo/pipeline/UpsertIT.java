package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.LakeForm;
import io.lockweir.demo.proof.Report;
import io.lockweir.demo.run.KeyPlan;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.Run;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.demo.run.Trouble;
import io.lockweir.stack.LocalStackExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo does in upsert mode, small: the lake is a copy of the database although the worker is killed. */
class UpsertIT {
    private static final long ROWS = 1_000;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theLakeIsACopyOfTheDatabaseAlthoughTheWorkerIsKilled(int version) throws Exception {
        LakeForm form = new LakeForm(LakeForm.Mode.UPSERT, version);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Run run = new Run(
                new RunOptions(
                        ROWS,
                        20 + version,
                        Trouble.kills(1),
                        KeyPlan.KEYSET,
                        form,
                        Optional.empty(),
                        RunOptions.Owner.IDLE,
                        RunOptions.Afterwards.KEEP,
                        RunOptions.Sources.POSTGRES),
                ProjectFolder.ofProperty(),
                PipelineStack.WORK,
                new ProgressLine(System.err),
                new PrintStream(page, true, StandardCharsets.UTF_8));
        try (BankPipeline pipeline =
                new BankPipeline(new Bank("copy" + version), form, STACK.stack(), ProjectFolder.ofProperty())) {
            Report report = run.execute(pipeline);
            assertThat(report.exact())
                    .as("%s", page.toString(StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(report.captured()).isEqualTo(ROWS);
            assertThat(report.deleted()).isPositive();
            assertThat(report.icebergRows()).isPositive().isLessThan(ROWS);
            assertThat(report.kills()).isEqualTo(1);
            assertThat(page.toString(StandardCharsets.UTF_8))
                    .contains("upsert, format version " + version, "EXACT: every row of PostgreSQL is in Iceberg once");
            STACK.stack().connect().deleteConnector(pipeline.source().name());
            STACK.stack().connect().deleteConnector(pipeline.sink().name());
            reconcile(pipeline, version == 2 ? List.of(BankTable.values()) : List.of(BankTable.CUSTOMERS));
        }
    }

    /** The program agrees with the demo's own comparison, and finds what somebody else spoils. */
    private static void reconcile(BankPipeline pipeline, List<BankTable> tables) throws Exception {
        ReconcileTool tool = new ReconcileTool(pipeline);
        for (BankTable table : tables) {
            JsonNode found = tool.database(table);
            assertThat(found.path("result").asText()).as("%s", found).isEqualTo("equal");
            assertThat(found.path("table_rows").asLong()).as("%s", found).isPositive();
        }
        JsonNode topic = tool.topic(BankTable.CUSTOMERS);
        assertThat(topic.path("result").asText()).as("%s", topic).isEqualTo("equal");
        assertThat(topic.path("records").asLong())
                .as("%s", topic)
                .isGreaterThan(topic.path("table_rows").asLong());

        Damage damage = Damage.to(BankTable.CUSTOMERS, pipeline.lake().table(BankTable.CUSTOMERS), "full_name");
        JsonNode spoilt = tool.database(BankTable.CUSTOMERS);
        assertThat(spoilt.path("result").asText()).as("%s", spoilt).isEqualTo("differs");
        assertThat(spoilt.path("differences"))
                .as("%s", spoilt)
                .map(each -> each.path("kind").asText() + " " + each.path("key").asText() + " " + each.path("columns"))
                .containsExactlyInAnyOrder(
                        "missing customer_id=" + damage.deleted() + " []",
                        "repeated customer_id=" + damage.doubled() + " []",
                        "different customer_id=" + damage.changed() + " [\"full_name\"]");
        assertThat(spoilt.toString()).doesNotContain("changed by somebody else");
        if (tables.size() > 1) {
            JsonNode again = tool.topic(BankTable.CUSTOMERS);
            assertThat(again.path("missing").asLong()).as("%s", again).isEqualTo(1);
            assertThat(again.path("repeated").asLong()).as("%s", again).isEqualTo(1);
            assertThat(again.path("different").asLong()).as("%s", again).isEqualTo(1);
        }
    }
}
