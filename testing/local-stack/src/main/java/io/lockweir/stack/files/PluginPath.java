package io.lockweir.stack.files;

import io.lockweir.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A worker's {@code plugin.path}: one folder that holds each plugin, unpacked from its zip or linked to.
 *
 * <p>A folder given by the caller may be one plugin (it has jars, or a {@code lib} with jars) or hold several.
 */
public final class PluginPath {
    private final Path folder;

    public PluginPath(Path folder) {
        this.folder = folder;
    }

    /** Unpacks or links every plugin and returns the folder. */
    public Path fill(List<Path> plugins) throws IOException {
        Files.createDirectories(folder);
        for (Path plugin : plugins) {
            Path absolute = plugin.toAbsolutePath().normalize();
            if (Files.isDirectory(absolute)) {
                link(absolute);
            } else if (absolute.toString().endsWith(".zip") && Files.exists(absolute)) {
                unzip(absolute);
            } else {
                throw new StackException("no plugin folder or zip at " + absolute);
            }
        }
        return folder;
    }

    private void link(Path plugin) throws IOException {
        if (hasJars(plugin) || hasJars(plugin.resolve("lib"))) {
            Files.createSymbolicLink(folder.resolve(name(plugin)), plugin);
            return;
        }
        try (Stream<Path> several = Files.list(plugin)) {
            for (Path one : several.toList()) {
                Files.createSymbolicLink(folder.resolve(name(one)), one);
            }
        }
    }

    private static boolean hasJars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".jar"));
        }
    }

    private void unzip(Path zip) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new StackException(zip + " leaves its folder with " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(entries, target);
                }
            }
        }
    }

    private static String name(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }
}
