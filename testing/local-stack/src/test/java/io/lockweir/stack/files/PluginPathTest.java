package io.lockweir.stack.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginPathTest {
    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("path");
    }

    private Path zip(String... entries) throws IOException {
        Path zip = folder.resolve("plugin.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
            }
        }
        return zip;
    }

    @Test
    void unpacksAZip() throws IOException {
        new PluginPath(path()).fill(List.of(zip("lockweir-x-1/manifest.json", "lockweir-x-1/lib/x.jar")));
        assertThat(path().resolve("lockweir-x-1/lib/x.jar")).exists();
    }

    @Test
    void refusesAZipThatLeavesItsFolder() throws IOException {
        List<Path> evil = List.of(zip("../evil.jar"));
        assertThatThrownBy(() -> new PluginPath(path()).fill(evil))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("leaves its folder");
        assertThat(folder.resolve("evil.jar")).doesNotExist();
    }

    @Test
    void linksAFolderOfJarsAndAnUnpackedZip() throws IOException {
        Path flat = Files.createDirectories(folder.resolve("flat"));
        Files.createFile(flat.resolve("a.jar"));
        Path nested = folder.resolve("nested");
        Files.createDirectories(nested.resolve("lib"));
        Files.createFile(nested.resolve("lib/b.jar"));
        new PluginPath(path()).fill(List.of(flat, nested));
        assertThat(path().resolve("flat/a.jar")).exists();
        assertThat(path().resolve("nested/lib/b.jar")).exists();
    }

    @Test
    void linksEachPluginOfAFolderOfPlugins() throws IOException {
        Path several = folder.resolve("several");
        Files.createDirectories(several.resolve("one"));
        Files.createFile(several.resolve("one/a.jar"));
        new PluginPath(path()).fill(List.of(several));
        assertThat(path().resolve("one/a.jar")).exists();
    }

    @Test
    void saysWhichPluginIsMissing() {
        List<Path> missing = List.of(folder.resolve("none.zip"));
        assertThatThrownBy(() -> new PluginPath(path()).fill(missing)).hasMessageContaining("none.zip");
    }
}
