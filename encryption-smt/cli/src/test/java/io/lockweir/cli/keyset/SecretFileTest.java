package io.lockweir.cli.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.config.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        Path path = folder.resolve("keyset.json");
        SecretFile file = new SecretFile(path);
        file.create("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(file.update(text -> text + ", two")).isEqualTo("one, two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(file.read()).isEqualTo("one, two");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void losesNoChangeWhenSeveralAreMadeAtOnce() {
        Path path = folder.resolve("keyset.json");
        new SecretFile(path).create("");

        IntStream.range(0, 40)
                .parallel()
                .forEach(number -> new SecretFile(path).update(text -> text + "." + number + "."));

        String text = new SecretFile(path).read();
        assertThat(IntStream.range(0, 40)).allMatch(number -> text.contains("." + number + "."));
    }

    @Test
    void staysAsItWasWhenTheChangeIsRefused() {
        SecretFile file = new SecretFile(folder.resolve("keyset.json"));
        file.create("one");
        assertThatThrownBy(() -> file.update(text -> {
                    throw new UsageException("no such key");
                }))
                .hasMessage("no such key");
        assertThat(file.read()).isEqualTo("one");
        assertThat(file.update(text -> "two")).isEqualTo("two");
    }

    @Test
    void neverReplacesByAccident() {
        SecretFile file = new SecretFile(folder.resolve("keyset.json"));
        file.create("one");
        assertThatThrownBy(() -> file.create("two"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("exists and may hold the only copy of a key. Name another file.");
        assertThat(file.read()).isEqualTo("one");
    }

    @Test
    void aMissingFileIsAUsageError() {
        assertThatThrownBy(() -> new SecretFile(folder.resolve("none")).read())
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("none can't be read (NoSuchFileException).");
    }
}
