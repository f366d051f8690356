package io.lockweir.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The working tree these tests run in, as far as it belongs to the project. */
public final class Repository {

    /** Built, or an editor's own: the folders of .gitignore. */
    private static final Set<String> FOREIGN = Set.of("target", ".git", ".idea", ".vscode", ".settings");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    public static Repository here() {
        return new Repository(Path.of(Objects.requireNonNull(
                System.getProperty("lockweir.root"),
                "Give -Dlockweir.root=FOLDER, as testing/reference/pom.xml does")));
    }

    public Path resolve(String path) {
        return root.resolve(path);
    }

    public String read(String path) {
        return text(root.resolve(path)).orElseThrow();
    }

    /** Every file that is or may become tracked, relative to the root. */
    public List<Path> files() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(Repository::ours)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All Markdown pages. */
    public List<Path> pages() {
        return files().stream().filter(path -> path.toString().endsWith(".md")).toList();
    }

    /** The file's text, or empty if it is no UTF-8 text. */
    public Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)));
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ours(Path relative) {
        for (Path part : relative) {
            if (FOREIGN.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
