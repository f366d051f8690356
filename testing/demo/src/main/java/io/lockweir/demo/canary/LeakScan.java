package io.lockweir.demo.canary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Searches files for every form of every canary. A file is read as it lies there and, where its format compresses, once more
 * decoded: Kafka log segments, Avro containers (Iceberg's manifests), gzip. Not thread-safe.
 */
public final class LeakScan {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Leak> needles = new ArrayList<>();
    private final ByteMatcher matcher;
    private final List<Leak> leaks = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long scannedBytes;

    public LeakScan(List<Canary> canaries) {
        List<byte[]> patterns = new ArrayList<>();
        for (Canary canary : canaries) {
            CanaryForms.of(canary).forEach((form, bytes) -> {
                patterns.add(bytes);
                needles.add(new Leak("", canary.field(), form));
            });
        }
        matcher = new ByteMatcher(patterns);
    }

    /** Every regular file below the folder (or the file itself) that the filter lets through. A missing place holds no leak. */
    public void tree(Path root, Predicate<Path> filter) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).filter(filter).toList()) {
                file(file);
            }
        }
    }

    public void file(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            stream(file.toString(), raw);
        } catch (NoSuchFileException e) {
            return; // a log segment or an S3 part may go while we look
        }
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        for (Decoder decoder : Decoder.values()) {
            if (decoder.reads(name)) {
                decoder.decode(file, piece -> bytes(file + " (decoded)", piece));
            }
        }
    }

    /** A piece that stands for itself. */
    public void bytes(String place, byte[] bytes) {
        pass(place).feed(bytes, bytes.length);
        scannedBytes += bytes.length;
    }

    private void stream(String place, InputStream in) throws IOException {
        ByteMatcher.Pass pass = pass(place);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            pass.feed(buffer, read);
            scannedBytes += read;
        }
    }

    private ByteMatcher.Pass pass(String place) {
        return matcher.pass(id -> leaks.add(
                new Leak(place, needles.get(id).field(), needles.get(id).form())));
    }

    public List<Leak> leaks() {
        return List.copyOf(leaks);
    }

    public long scannedBytes() {
        return scannedBytes;
    }
}
