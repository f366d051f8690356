package io.lockweir.demo.pipeline;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.Service;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The servers of the pipeline, with our plugin zips in the Connect worker, a fresh keyset and a staging folder. */
public final class BankStack {
    private BankStack() {}

    /**
     * A stack that is not started yet.
     *
     * @param work the servers' data, their logs, the keyset and the staging folder
     */
    public static LocalStack.Builder in(Path work, ProjectFolder project, CatalogOptions catalog) throws IOException {
        return in(work, project, catalog, 1);
    }

    /** The same, with so many workers in the one cluster. */
    public static LocalStack.Builder in(Path work, ProjectFolder project, CatalogOptions catalog, int workers)
            throws IOException {
        KeysetFile.write(keyset(work));
        LocalStack.Builder stack = LocalStack.builder()
                .work(work)
                .withPostgres()
                .withKafka()
                .withRegistry()
                .withObjectStore()
                .withCatalog(catalog)
                .withConnect(worker(work, project, ConnectVersion.V4_3));
        String group = worker(work, project, ConnectVersion.V4_3).groupId();
        for (int number = 2; number <= workers; number++) {
            String name = ConnectVersion.V4_3.server() + "-" + number;
            stack.withConnect(worker(work, project, ConnectVersion.V4_3, name).withProperty("group.id", group));
        }
        return stack;
    }

    /** A worker of such a stack, with staging and temporary folders of its own. */
    public static ConnectOptions worker(Path work, ProjectFolder project, ConnectVersion version) throws IOException {
        return worker(work, project, version, version.server());
    }

    private static ConnectOptions worker(Path work, ProjectFolder project, ConnectVersion version, String name)
            throws IOException {
        List<Path> plugins = new ArrayList<>(project.pluginZips());
        plugins.add(StackHome.find().converterPlugin());
        Path temporary = Files.createDirectories(work.resolve("temporary").resolve(name));
        Path staging = Files.createDirectories(staging(work).resolve(name));
        return ConnectOptions.of(version, plugins.toArray(Path[]::new))
                .named(name)
                .withJvmArguments("-Djava.io.tmpdir=" + temporary)
                .withEnvironment(Map.of(
                        "LOCKWEIR_KEYSET_FILE", keyset(work).toString(), "LOCKWEIR_STAGING_DIR", staging.toString()));
    }

    private static Path keyset(Path work) {
        return work.resolve("keyset.json");
    }

    /** Where the sinks stage parts of data files, decrypted: a folder for each worker. */
    public static Path staging(Path work) {
        return work.resolve("staging");
    }

    /** A service's own folder: its data and its log. */
    public static Path folderOf(Service service) {
        return Objects.requireNonNull(service.log().toAbsolutePath().getParent());
    }
}
