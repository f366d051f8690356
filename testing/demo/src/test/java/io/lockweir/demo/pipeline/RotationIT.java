package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.proof.Report;
import io.lockweir.demo.run.KeyPlan;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.Run;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ./demo.sh --key-source envelope --rotate 10 --rewrap}, small. */
class RotationIT {
    private static final long ROWS = 3_000;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void tenRotationsAndARewrapUnderLoadLoseNothingAndOldRowsAreStillRead() throws Exception {
        LocalStack stack = STACK.stack();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        KeyPlan plan = new KeyPlan(KeyPlan.Source.ENVELOPE, 10, KeyPlan.AT_A_QUARTER);
        RunOptions options = new RunOptions(ROWS, 5, 0, plan, Optional.empty(), RunOptions.Afterwards.KEEP);
        Run run = new Run(
                options,
                ProjectFolder.ofProperty(),
                PipelineStack.WORK,
                new ProgressLine(System.err),
                new PrintStream(page, true, StandardCharsets.UTF_8));
        try (BankPipeline pipeline = new BankPipeline(new Bank("rotation"), stack, ProjectFolder.ofProperty())) {
            Report report = run.execute(pipeline);
            assertThat(report.exact())
                    .as("%s", page.toString(StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(report.captured()).isEqualTo(ROWS);
            assertThat(report.rotations()).isGreaterThanOrEqualTo(10);
            assertThat(report.dataKeys())
                    .as("those of the namespace, and the join domain's")
                    .isEqualTo(report.rotations() + 2);
            assertThat(report.rewrapped()).isBetween(2L, report.dataKeys());
            assertThat(report.verifiedRecords())
                    .as("tombstones are read too")
                    .isGreaterThanOrEqualTo(report.kafkaRecords());
            assertThat(page.toString(StandardCharsets.UTF_8)).contains("wrapped anew", "by lockweir-keys", "EXACT");
            stack.connect().deleteConnector(pipeline.source().name());
            stack.connect().deleteConnector(pipeline.sink().name());
        }
    }
}
