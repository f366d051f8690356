package io.lockweir.encryption.keys.file;

import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.DekStoreProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code store=file}, with {@code store.file}. For tests. */
public final class FileDekStoreProvider implements DekStoreProvider {
    private static final String FILE = "file";

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void check(Map<String, String> settings) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.remove(FILE);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown keys of store=file: "
                    + unknown.stream().map("store."::concat).collect(Collectors.joining(", "))
                    + ". Correct or remove them. Known keys: store.file.");
        }
        path(settings);
    }

    @Override
    public DekStore open(Map<String, String> settings) {
        check(settings);
        return new FileDekStore(path(settings));
    }

    private static Path path(Map<String, String> settings) {
        String file = settings.getOrDefault(FILE, "");
        if (file.isBlank()) {
            throw new IllegalArgumentException(
                    "Key 'store.file' is missing. Name the file that holds the wrapped data keys.");
        }
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("Key 'store.file' is no path.");
        }
    }
}
