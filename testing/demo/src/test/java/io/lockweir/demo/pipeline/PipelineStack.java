package io.lockweir.demo.pipeline;

import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one stack of this module's integration tests; a faulty proxy stands before its catalog, and a worker of 3.9 beside that of 4.3. */
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
            ConnectOptions worker = BankStack.worker(WORK, project, ConnectVersion.V4_3)
                    .withPlugin(StackHome.find().fileConnectorPlugin());
            boolean apache = System.getProperty(ApachePlugin.PROPERTY) != null;
            return BankStack.in(
                            WORK,
                            CatalogOptions.DEFAULT.faultyProxy(),
                            List.of(
                                    apache
                                            ? worker.withPlugin(ApachePlugin.in(WORK.resolve("apache"), project))
                                            : worker))
                    .withCassandra(CassandraVersion.V5_0)
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
