package io.lockweir.demo.pipeline;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one stack of this module's integration tests; a faulty proxy stands before its catalog. */
public final class PipelineStack {
    public static final Path WORK = work();
    private static final LocalStack.Builder BUILDER = builder();

    private PipelineStack() {}

    public static LocalStackExtension extension() {
        return LocalStackExtension.of(BUILDER);
    }

    private static LocalStack.Builder builder() {
        try {
            return BankStack.in(WORK, ProjectFolder.ofProperty(), CatalogOptions.DEFAULT.faultyProxy());
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
