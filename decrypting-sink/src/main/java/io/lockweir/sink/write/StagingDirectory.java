package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private folder for the clear Parquet parts that an object store client stages before it uploads them (Iceberg's {@code
 * s3.staging-dir}). Only the owner may read it; what killed processes left in the same place is swept when one is opened,
 * what living ones use is not: each holds the lock of its folder.
 */
public final class StagingDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagingDirectory.class);
    private static final String PREFIX = "lockweir-staging-";
    private static final String UNLOCKED = "lockweir-unlocked-";
    private static final String LOCK = ".lock";
    /** A process number alone comes again, in containers almost always. */
    private static final String OWN = PREFIX
            + ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L) + "-";

    private final Path path;
    private final FileChannel channel;

    private StagingDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Sweeps the root, and makes a folder in it; the root is made if need be. */
    public static StagingDirectory open(Path root) {
        try {
            Files.createDirectories(root, ownerOnly());
            sweep(root);
            Path unlocked = Files.createTempDirectory(root, UNLOCKED, ownerOnly());
            FileChannel channel =
                    FileChannel.open(unlocked.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            // Under its final name only once locked: no sweep can take it for abandoned.
            Path path = Files.move(unlocked, root.resolve(OWN + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE);
            return new StagingDirectory(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare the staging directory " + root, e);
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the folder with all it holds. */
    @Override
    public void close() {
        try {
            channel.close();
            remove(path);
        } catch (IOException e) {
            LOG.warn(
                    "Could not remove the staging directory {}; the next start sweeps it: {}",
                    path,
                    e.getClass().getName());
        }
    }

    /** Connector and tasks start at the same time: one sweeps in this process, and others may sweep in theirs. */
    private static synchronized void sweep(Path root) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isAbandoned(folder)) {
                    remove(folder);
                    LOG.info("Swept the staging directory {} of a process that is gone", folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        // Where locks belong to the process, opening and closing an own lock file would release it.
        if (folder.getFileName().toString().startsWith(OWN)) {
            return false;
        }
        Path lock = folder.resolve(LOCK);
        if (!Files.isRegularFile(lock)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (NoSuchFileException e) {
            // Another process is removing it.
            return true;
        }
    }

    /** Whatever another process removes meanwhile is removed. */
    static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null && !(e instanceof NoSuchFileException)) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
