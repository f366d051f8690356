package io.lockweir.cassandra.connector.convergence;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The connector as a plugin of a worker, from the class path of the tests: the zip is made after this module. */
final class PluginFolder {
    /** What the worker has, and what only tests need. */
    private static final List<String> LEFT_OUT = List.of(
            "test-classes",
            "local-stack",
            "/org/apache/kafka/",
            "/org/slf4j/",
            "/org/junit/",
            "/org/assertj/",
            "/org/awaitility/",
            "/archunit/",
            "surefire",
            "failsafe",
            "bouncycastle",
            "testcontainers",
            "byte-buddy");

    private PluginFolder() {}

    /** Makes the folder anew. */
    static Path make() {
        try {
            Path folder = Files.createTempDirectory("lockweir-cassandra");
            int number = 0;
            for (String entry : Pattern.compile(File.pathSeparator)
                    .splitAsStream(System.getProperty("java.class.path"))
                    .toList()) {
                Path path = Path.of(entry);
                if (Files.exists(path) && LEFT_OUT.stream().noneMatch(entry::contains)) {
                    Path target = folder.resolve(number++ + "-"
                            + Objects.requireNonNull(path.getFileName())
                                    .toString()
                                    .replace(".jar", "") + ".jar");
                    if (Files.isDirectory(path)) {
                        jar(path, target);
                    } else {
                        Files.copy(path, target);
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jar(Path classes, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(one).toString()));
                Files.copy(one, jar);
                jar.closeEntry();
            }
        }
    }
}
