package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;

/** A data file that is being written. */
final class OpenFile {
    /** Asking for the length walks all column writers: once per so many rows. */
    private static final int ROWS_PER_LENGTH_CHECK = 1_000;

    private final String location;
    private final DataWriter<Record> writer;
    private long rows;

    OpenFile(String location, DataWriter<Record> writer) {
        this.location = location;
        this.writer = writer;
    }

    String location() {
        return location;
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
    DataFile complete() {
        close();
        return writer.toDataFile();
    }

    /** Needed also when the content is of no interest any more: else an upload and a staging file would stay behind. */
    void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the data file " + location, e);
        }
    }
}
