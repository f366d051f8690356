package io.lockweir.sink.write;

import org.apache.iceberg.data.Record;

/**
 * The open data files of one slice of one table. One thread; after {@link #complete}, {@link #abort} or an exception only
 * {@link #abort} may be called.
 */
public interface SliceWriter {

    /** Adds a row, which must fit the table's schema. The row is not kept; its values may be, until {@link #complete}. */
    void append(Record row);

    /**
     * Adds a row in place of the one with its key, be it in the table, in a slice on its way or in this one. The row is not
     * kept; its values may be.
     */
    void upsert(Record row);

    /**
     * Removes the row with a key, wherever it is, if it is anywhere.
     *
     * @param key a record of the table's schema with its key columns set; not kept, but for its values
     */
    void delete(Record key);

    /** Bytes in closed files and, as estimated, in open ones. */
    long bytes();

    /** Heap that open files take, as estimated, with rows that wait for theirs. */
    long heldBytes();

    /** Files closed so far, which stay in memory as their descriptions. */
    int closedFiles();

    /** Closes the open files, for the sake of memory; further rows go to further files. */
    void closeOpen();

    /** Rows written so far. */
    long rows();

    /** Whether the slice remembers so many keys that it should be completed; it takes more nevertheless. */
    boolean full();

    /** Closes all files and hands them over: from here on {@link #abort} deletes nothing. */
    SliceFiles complete();

    /** Closes and deletes every file that {@link #complete} has not handed over. Never throws; may be called twice. */
    void abort();
}
