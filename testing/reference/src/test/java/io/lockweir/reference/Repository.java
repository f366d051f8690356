package io.lockweir.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The working tree these tests run in, as far as it belongs to the project. */
public final class Repository {

    /** Built, or an editor's own: the folders of .gitignore. */
    private static final Set<String> FOREIGN = Set.of("target", ".git", ".idea", ".vscode", ".settings");

    private final Path root;
    private @Nullable List<Path> files;

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

    /** Every file that is or may become tracked, relative to the root, as it was when it was first asked for. */
    public List<Path> files() {
        List<Path> known = files;
        if (known == null) {
            known = found();
            files = known;
        }
        return known;
    }

    /** Without a look into what is built, which is many times as much. */
    private List<Path> found() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean foreign = FOREIGN.contains(folder.getFileName().toString());
                    return foreign && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()
                            && !FOREIGN.contains(file.getFileName().toString())) {
                        found.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    /** Whether a class of this simple name has a test method of this name. */
    public boolean hasTest(String type, String method) {
        return files().stream()
                .filter(file -> file.endsWith(Path.of(type + ".java")))
                .anyMatch(file -> text(file).orElseThrow().contains(" " + method + "("));
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
}
