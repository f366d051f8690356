package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingDirectoryTest {
    @TempDir
    private Path root;

    @Test
    void letsOnlyTheOwnerRead() throws IOException {
        try (StagingDirectory staging = StagingDirectory.open(root.resolve("new"))) {
            assertThat(Files.getPosixFilePermissions(staging.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void removesItselfWithAllItHolds() throws IOException {
        try (StagingDirectory staging = StagingDirectory.open(root)) {
            Files.writeString(staging.path().resolve("part.parquet"), "clear");
        }
        assertThat(children()).isEmpty();
    }

    @Test
    void sweepsWhatDeadProcessesLeft() throws IOException {
        Path left = Files.createDirectory(root.resolve("lockweir-staging-1-2-dead"));
        Files.createFile(left.resolve(".lock"));
        Files.writeString(left.resolve("part.parquet"), "clear");
        Path other = Files.createDirectory(root.resolve("of-someone-else"));
        try (StagingDirectory staging = StagingDirectory.open(root)) {
            assertThat(left).doesNotExist();
            assertThat(other).exists();
            assertThat(staging.path()).exists();
        }
    }

    @Test
    void leavesLivingFoldersOfTheSameProcessAlone() throws IOException {
        try (StagingDirectory first = StagingDirectory.open(root)) {
            Path part = Files.writeString(first.path().resolve("part.parquet"), "clear");
            try (StagingDirectory second = StagingDirectory.open(root)) {
                assertThat(second.path()).isNotEqualTo(first.path());
                assertThat(part).exists();
            }
            assertThat(part).exists();
        }
    }

    @Test
    void leavesFoldersThatAnotherProcessLocksAlone() throws Exception {
        Path folder = Files.createDirectory(root.resolve("lockweir-staging-1-2-living"));
        Path lock = Files.createFile(folder.resolve(".lock"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('L');
            try (StagingDirectory staging = StagingDirectory.open(root)) {
                assertThat(staging.path()).exists();
                assertThat(folder).exists();
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> paths = Files.list(root)) {
            return paths.toList();
        }
    }

    @Test
    void twoMayRemoveTheSameFolderAtTheSameTime() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path folder = Files.createDirectories(root.resolve("round-" + round));
            for (int file = 0; file < 100; file++) {
                Files.createFile(folder.resolve("part-" + file));
            }
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> removed(folder));
            removed(folder);
            other.get();
            assertThat(folder).doesNotExist();
        }
    }

    private static void removed(Path folder) {
        try {
            StagingDirectory.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
