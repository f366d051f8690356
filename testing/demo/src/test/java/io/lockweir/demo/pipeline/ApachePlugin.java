package io.lockweir.demo.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Apache's Iceberg sink as a plugin: its jars of Maven Central with the Iceberg, Parquet and AWS jars of our own zip. */
final class ApachePlugin {
    /** Only with it the worker has the plugin: reading its jars costs every test's start. */
    static final String PROPERTY = "apache";

    private static final String CONNECTOR = "/org/apache/iceberg/connect/IcebergSinkConnector.class";
    private static final String EVENTS = "/org/apache/iceberg/connect/events/Event.class";

    private ApachePlugin() {}

    /** Fills a folder and returns it. */
    static Path in(Path folder, ProjectFolder project) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("apache-iceberg-sink"));
        Path ours = project.pluginZips().stream()
                .filter(zip -> name(zip).startsWith("lockweir-decrypting-sink"))
                .findFirst()
                .orElseThrow();
        try (InputStream file = Files.newInputStream(ours);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String name = name(Path.of(entry.getName()));
                if (name.endsWith(".jar") && !name.startsWith("lockweir-")) {
                    Files.copy(entries, plugin.resolve(name));
                }
            }
        }
        copyJarOf(CONNECTOR, plugin.resolve("iceberg-kafka-connect.jar"));
        copyJarOf(EVENTS, plugin.resolve("iceberg-kafka-connect-events.jar"));
        return plugin;
    }

    private static void copyJarOf(String type, Path target) throws IOException {
        URL url = Objects.requireNonNull(ApachePlugin.class.getResource(type), type);
        JarURLConnection jar = (JarURLConnection) url.openConnection();
        try (InputStream content = jar.getJarFileURL().openStream()) {
            Files.copy(content, target);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
