package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;

/** A data file that is being written. */
record OpenFile(String location, DataWriter<Record> writer) {

    DataFile close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the data file " + location, e);
        }
        return writer.toDataFile();
    }
}
