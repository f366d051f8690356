package io.lockweir.sink.write;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.data.Record;

/**
 * The open data files of one slice of one table. One thread; after {@link #complete}, {@link #abort} or an exception only
 * {@link #abort} may be called.
 */
public interface SliceWriter {

    /** Adds a row, which must fit the table's schema. The row is not kept. */
    void write(Record row);

    /** Bytes in closed files and, as estimated by the file format, in open ones. */
    long bytes();

    /** Rows written so far. */
    long rows();

    /** Closes all files and hands them over: from here on {@link #abort} deletes nothing. */
    List<DataFile> complete();

    /** Closes and deletes every file that {@link #complete} has not handed over. Never throws; may be called twice. */
    void abort();
}
