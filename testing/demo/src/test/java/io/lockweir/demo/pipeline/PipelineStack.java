package io.lockweir.demo.pipeline;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one stack of this module's integration tests; a faulty proxy stands before its catalog, and a worker of 3.9 beside that of 4.3, which has Apache's sink, too. */
public final class PipelineStack {
    public static final Path WORK = work();
    private static final LocalStack.Builder BUILDER = builder();

    private PipelineStack() {}

    public static LocalStackExtension extension() {
        return LocalStackExtension.of(BUILDER);
    }

    private static LocalStack.Builder builder() {
        try {
            ProjectFolder project = ProjectFolder.ofProperty();
            return BankStack.in(
                            WORK,
                            CatalogOptions.DEFAULT.faultyProxy(),
                            List.of(BankStack.worker(WORK, project, ConnectVersion.V4_3)
                                    .withPlugin(ApachePlugin.in(WORK.resolve("apache"), project))))
                    .withConnect(BankStack.worker(WORK, project, ConnectVersion.V3_9));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path work() {
        try {
            Path parent = Files.createDirectories(Path.of(System.getProperty(LocalStack.WORK_PROPERTY, "target/stack"))
                    .toAbsolutePath());
            return Files.createTempDirectory(parent, "pipeline-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
