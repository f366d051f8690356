package io.lockweir.demo.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build left in the project's folder: plugin zips, the zip of lockweir-keys, and the connector files. */
public record ProjectFolder(Path root) {
    /** System property with the project's folder; demo.sh and the tests set it. */
    public static final String PROPERTY = "lockweir.home";

    public static ProjectFolder ofProperty() {
        return new ProjectFolder(
                Path.of(System.getProperty(PROPERTY, ".")).toAbsolutePath().normalize());
    }

    /** The plugin zips of the distribution. */
    public List<Path> pluginZips() {
        return zips().stream().filter(zip -> !isKeyTool(zip)).toList();
    }

    /** The zip of {@code lockweir-keys}, which is no plugin. */
    public Path keyToolZip() {
        return zips().stream()
                .filter(ProjectFolder::isKeyTool)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(missing()));
    }

    /** A plugin's zip, by what its name begins with. */
    public Path pluginZip(String name) {
        return zips().stream()
                .filter(zip -> String.valueOf(zip.getFileName()).startsWith(name + "-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(missing()));
    }

    private List<Path> zips() {
        List<Path> zips = files(root.resolve("connect-plugins/distribution/target"), ".zip");
        if (zips.isEmpty()) {
            throw new IllegalStateException(missing());
        }
        return zips;
    }

    private static boolean isKeyTool(Path zip) {
        return String.valueOf(zip.getFileName()).startsWith("lockweir-keys-");
    }

    private String missing() {
        return "There is no such zip in connect-plugins/distribution/target of " + root
                + ": run mvn -Dquick -DskipTests package";
    }

    public Path connectorFile(String name) {
        return root.resolve("docker/connectors").resolve(name);
    }

    private static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }
}
