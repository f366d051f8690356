package io.lockweir.cassandra.connector.schema;

import io.lockweir.cassandra.format.LogPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file a position, {@code Schema-SEGMENT-OFFSET.rows}, written beside its place, synced and moved.
 *
 * @param folder the spool, made if it is not there
 * @param host of the node; entries of another one are refused
 */
public record FolderHistory(Path folder, String host) implements SchemaHistory {
    private static final Pattern NAME = Pattern.compile("Schema-(\\d+)-(\\d+)\\.rows");
    /** Of those before the one in force: a write that was under way may follow the drop of its table in the log. */
    private static final int KEPT_BEFORE = 8;

    private record NamedFile(LogPosition position, Path path) {
        static Optional<NamedFile> of(Path path) {
            Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
            return name.matches()
                    ? Optional.of(new NamedFile(
                            new LogPosition(Long.parseLong(name.group(1)), Integer.parseInt(name.group(2))), path))
                    : Optional.empty();
        }
    }

    @Override
    public List<Entry> entries() {
        return files().stream()
                .map(file -> new Entry(file.position(), read(file.path())))
                .toList();
    }

    private SystemRows read(Path file) {
        try {
            return RowsFormat.read(Files.readAllBytes(file), host);
        } catch (IOException e) {
            throw new DamagedHistoryException(
                    "the history of schemas in " + file + " cannot be read: " + e.getMessage()
                            + ". Without it the tables are taken as the node has them now: right if none was altered or dropped since"
                            + " the committed position. Restore the file, or delete it",
                    e);
        }
    }

    private List<NamedFile> files() {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                return files.flatMap(path -> NamedFile.of(path).stream())
                        .sorted(Comparator.comparing(NamedFile::position))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history of schemas in " + folder + " cannot be listed", e);
        }
    }

    @Override
    public void record(Entry entry) {
        Path file = folder.resolve("Schema-%d-%d.rows"
                .formatted(entry.position().segment(), entry.position().offset()));
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            try (FileChannel out = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(RowsFormat.write(host, entry.rows()));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the schema in force from " + entry.position() + " on cannot be kept", e);
        }
    }

    @Override
    public void forget(LogPosition before) {
        List<NamedFile> older = files().stream()
                .filter(file -> file.position().compareTo(before) <= 0)
                .toList();
        for (NamedFile file : older.subList(0, Math.max(0, older.size() - 1 - KEPT_BEFORE))) {
            try {
                Files.deleteIfExists(file.path());
            } catch (IOException e) {
                throw new UncheckedIOException("an old schema cannot be deleted", e);
            }
        }
    }
}
