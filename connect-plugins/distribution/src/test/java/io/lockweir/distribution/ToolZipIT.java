package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip of the command line: complete, and its start script runs. */
class ToolZipIT {
    private static final int OWNER_EXECUTES = 0100;

    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void unzip() throws IOException {
        home = Plugin.unzip(Project.TOOL, folder).folder();
        assertThat(home.resolve("bin/lockweir-keys").toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void isAProgramWithItsLibrariesAndPapers() throws IOException {
        assertThat(names(home)).containsExactly("bin", "doc", "lib");
        assertThat(names(home.resolve("doc")))
                .containsExactly("LICENSE", "NOTICE", "README.md", "THIRD-PARTY.txt", "lockweir-keys.md");
        assertThat(names(home.resolve("lib")))
                .anyMatch(jar -> jar.startsWith("kafka-clients-"))
                .anyMatch(jar -> jar.startsWith("connect-json-"))
                .anyMatch(jar -> jar.startsWith("lockweir-topic-store-"))
                .anyMatch(jar -> jar.startsWith("lockweir-kms-"))
                .noneMatch(jar -> jar.startsWith("connect-runtime-"));
        assertThat(Files.readString(home.resolve("doc/THIRD-PARTY.txt"))).doesNotContain("Unknown license");
    }

    @Test
    void theStartScriptCanBeExecutedOnceUnzipped() throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(Project.zip(Project.TOOL)).get()) {
            int mode = zip.getEntry(home.getFileName() + "/bin/lockweir-keys").getUnixMode();
            assertThat(mode & OWNER_EXECUTES).isNotZero();
        }
    }

    @Test
    void showsItsVersionAndItsHelp() throws Exception {
        assertThat(run(0, "--version")).contains("lockweir-keys " + Project.version());
        assertThat(run(0, "--help")).contains("inspect").contains("reencrypt").contains("self-test");
        assertThat(run(2, "nonsense")).contains("nonsense");
    }

    @Test
    void makesAKeysetInspectsAnEnvelopeAndKnowsItsDrivers() throws Exception {
        Path keyset = folder.resolve("keyset.json");
        run(0, "create", "keyset", keyset.toString());
        Path config = Files.writeString(folder.resolve("tool.properties"), "keyset.file=" + keyset + "\n");
        assertThat(run(0, "list", "--json", "--config", config.toString())).contains("\"primary\" : true");
        assertThat(
                        run(
                                0,
                                "inspect",
                                "4QGgoaKjpKWmp+EQ1dUWyD4DXu0AAQAAAAAAAAAAlV21i6ZlsovPPB/Zha7+8awisw5ossUoKtomooIOyaZA0KR3mTiQdwytPJQ9"))
                .contains("a0a1a2a3a4a5a6a7e110d5d516c83e03");
        assertThat(run(0, "config")).contains("kek.LABEL.kms=vault").contains("kek.LABEL.kms=aws");
    }

    private String run(int exit, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/lockweir-keys").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        return output;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
