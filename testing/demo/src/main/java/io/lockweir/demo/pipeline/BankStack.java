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
        return in(work, catalog, List.of(worker(work, project, ConnectVersion.V4_3)));
    }

    /** The same, with these workers. */
    public static LocalStack.Builder in(Path work, CatalogOptions catalog, List<ConnectOptions> workers)
            throws IOException {
        KeysetFile.write(keyset(work));
        LocalStack.Builder stack = LocalStack.builder()
                .work(work)
                .withPostgres()
                .withKafka()
                .withRegistry()
                .withObjectStore()
                .withCatalog(catalog);
        workers.forEach(stack::withConnect);
        return stack;
    }

    /** A worker of such a stack, with staging and temporary folders of its own. */
    public static ConnectOptions worker(Path work, ProjectFolder project, ConnectVersion version) throws IOException {
        return worker(work, project, version, version.server());
    }

    /** The same under another name. */
    public static ConnectOptions worker(Path work, ProjectFolder project, ConnectVersion version, String name)
            throws IOException {
        List<Path> plugins = new ArrayList<>(project.pluginZips());
        plugins.add(StackHome.find().converterPlugin());
        return worker(work, version, name, plugins)
                .withEnvironment(Map.of("LOCKWEIR_KEYSET_FILE", keyset(work).toString()));
    }

    /** One with these plugins, without keys. */
    public static ConnectOptions worker(Path work, ConnectVersion version, String name, List<Path> plugins)
            throws IOException {
        Path temporary = Files.createDirectories(work.resolve("temporary").resolve(name));
        Path staging = Files.createDirectories(staging(work).resolve(name));
        return ConnectOptions.of(version, plugins.toArray(Path[]::new))
                .named(name)
                .withJvmArguments("-Djava.io.tmpdir=" + temporary)
                .withEnvironment(Map.of("LOCKWEIR_STAGING_DIR", staging.toString()));
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
