package io.lockweir.demo.confluent;

import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.BankStack;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.run.Trouble;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The servers of the run. */
final class WireStack {
    private WireStack() {}

    static LocalStack start(Path work, ProjectFolder project, WireKeys keys, Trouble trouble) throws IOException {
        Path plugin = converterPlugin(project, work.resolve("encryption-plugin"));
        ConnectOptions worker = BankStack.worker(
                        work,
                        ConnectVersion.V4_3,
                        ConnectVersion.V4_3.server(),
                        List.of(plugin, project.pluginZip("lockweir-decrypting-sink")))
                .withEnvironment(Map.of(
                        "LOCKWEIR_DEK_REGISTRY_URL", keys.address().toString(),
                        "LOCKWEIR_LOCAL_KMS_SECRET", keys.secret(),
                        "LOCKWEIR_RULESET_FILE", rules(project).toString()));
        return LocalStack.builder()
                .work(work)
                .withKafka()
                .withRegistry()
                .withObjectStore()
                .withCatalog(CatalogOptions.DEFAULT)
                .withConnect(trouble.count() == 0 ? worker : worker.withProperty("session.timeout.ms", "6000"))
                .start();
    }

    /** The rules of the subjects, which the registry of schemas here keeps none of. */
    static Path rules(ProjectFolder project) {
        return examples(project).resolve("wires-rules.json");
    }

    /** The sink, as the documents have it. */
    static ConnectorFile sink(ProjectFolder project) {
        return ConnectorFile.read(examples(project).resolve("iceberg-wires.json"));
    }

    private static Path examples(ProjectFolder project) {
        return project.root().resolve("docs/examples/confluent");
    }

    static Map<String, String> catalog(LocalStack stack) {
        return BankPipeline.catalogProperties(stack);
    }

    /** The plugin with EncryptingConverter, and beside its jars those of the inner converter, as docs/confluent.md tells to do. */
    private static Path converterPlugin(ProjectFolder project, Path folder) throws IOException {
        Path lib = unzipped(project.pluginZip("lockweir-encryption"), folder);
        try (Stream<Path> jars = Files.list(StackHome.find().converterPlugin())) {
            for (Path jar : jars.toList()) {
                Path target = lib.resolve(String.valueOf(jar.getFileName()));
                if (!Files.exists(target)) {
                    Files.copy(jar, target);
                }
            }
        }
        return folder;
    }

    /** All jars of a plugin zip in one folder. */
    private static Path unzipped(Path zip, Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path name = Path.of(entry.getName()).getFileName();
                if (name != null && name.toString().endsWith(".jar")) {
                    Files.copy(in, lib.resolve(name));
                }
            }
        }
        return lib;
    }
}
