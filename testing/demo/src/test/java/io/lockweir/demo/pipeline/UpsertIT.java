package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.LakeForm;
import io.lockweir.demo.proof.Report;
import io.lockweir.demo.run.KeyPlan;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.Run;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.stack.LocalStackExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
                        ROWS, 20 + version, 1, KeyPlan.KEYSET, form, Optional.empty(), RunOptions.Afterwards.KEEP),
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
        }
    }
}
