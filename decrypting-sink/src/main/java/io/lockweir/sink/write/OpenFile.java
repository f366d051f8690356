package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileWriter;

/**
 * A file that is being written.
 *
 * @param <F> what describes it when it is complete
 */
final class OpenFile<F extends ContentFile<F>> {
    /** Ordinal of a file that nobody will look for rows in. */
    static final int UNREGISTERED = 0;

    /** Asking for the length walks all column writers: once per so many rows. */
    private static final int ROWS_PER_LENGTH_CHECK = 1_000;

    private final String location;
    private final FileWriter<Record, ?> writer;
    private final Supplier<F> result;
    private final int ordinal;
    private long rows;

    /**
     * @param result describes the closed file
     * @param ordinal under which a {@link KeyIndex} knows the file, if one does
     */
    OpenFile(String location, FileWriter<Record, ?> writer, Supplier<F> result, int ordinal) {
        this.location = location;
        this.writer = writer;
        this.result = result;
        this.ordinal = ordinal;
    }

    String location() {
        return location;
    }

    int ordinal() {
        return ordinal;
    }

    /** Which is also the position of the next one. */
    long rows() {
        return rows;
    }

    void write(Record row) {
        writer.write(row);
        rows++;
    }

    /** Whether the file has reached a size; looked at once in a while. */
    boolean reached(long bytes) {
        return rows % ROWS_PER_LENGTH_CHECK == 0 && length() >= bytes;
    }

    long length() {
        return writer.length();
    }

    /** Closes the file and tells what it holds. */
    F complete() {
        close();
        return result.get();
    }

    /** Needed also when the content is of no interest any more: else an upload and a staging file would stay behind. */
    void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the file " + location, e);
        }
    }
}
