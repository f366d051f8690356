package io.lockweir.cassandra.connector.segments;

import io.lockweir.cassandra.format.log.CdcIndex;
import io.lockweir.cassandra.format.log.SegmentName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code cdc_raw} folder of a node on this machine.
 *
 * <p>Each segment is hard-linked into a spool of our own as soon as it appears: the node takes its link away when a segment ends
 * without changes of CDC tables, and with it DDL. A freed segment is unlinked in {@code cdc_raw} only once its index is there, since
 * without one the node deletes the link itself, and stops when it cannot.
 *
 * @param cdcRaw the node's {@code cdc_raw_directory}
 * @param spool a folder of ours on the same file system
 */
public record DirectorySegmentSource(Path cdcRaw, Path spool) implements SegmentSource {
    private static final String LOG = ".log";

    @Override
    public List<Segment> segments() throws IOException {
        Files.createDirectories(spool);
        for (SegmentName name : names(cdcRaw)) {
            link(name);
        }
        return names(spool).stream()
                .map(name -> new Segment(name, spool.resolve(name.logFile()), index(name)))
                .toList();
    }

    private void link(SegmentName name) throws IOException {
        try {
            Files.createLink(spool.resolve(name.logFile()), cdcRaw.resolve(name.logFile()));
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            // Linked before, or the node was faster: a segment without changes of CDC tables.
        }
    }

    private Optional<CdcIndex> index(SegmentName name) {
        try {
            return CdcIndex.parse(Files.readString(cdcRaw.resolve(name.indexFile())));
        } catch (IOException e) {
            // Not written yet, or never: it only ever says more than the segment itself.
            return Optional.empty();
        }
    }

    private static List<SegmentName> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(LOG))
                    .flatMap(file -> SegmentName.parse(file).stream())
                    .sorted(Comparator.comparingLong(SegmentName::id))
                    .toList();
        }
    }

    @Override
    public void free(long beforeSegment) throws IOException {
        for (SegmentName name : names(spool)) {
            if (name.id() < beforeSegment) {
                if (Files.exists(cdcRaw.resolve(name.indexFile()))) {
                    Files.deleteIfExists(cdcRaw.resolve(name.logFile()));
                    Files.deleteIfExists(cdcRaw.resolve(name.indexFile()));
                }
                if (!Files.exists(cdcRaw.resolve(name.logFile()))) {
                    Files.deleteIfExists(spool.resolve(name.logFile()));
                }
            }
        }
    }
}
