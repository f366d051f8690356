package io.lockweir.sink.write;

/**
 * What a Parquet writer takes of the heap, as measured with parquet-java 1.17 and zstd: two buffers of the size of a page
 * for the compressor and structures for each column before the first row; then dictionaries, several times the size of
 * what they encode, which are given up after the first page where they do not pay.
 *
 * @param fixedBytes before the first row
 * @param rowGroupBytes at which the rows go to the file
 */
record WriterCost(long fixedBytes, long rowGroupBytes) {
    /** Of a row that waits, or stands in dictionaries, compared to its share of a file. */
    static final int HEAP_PER_BYTE = 7;

    private static final int HEAP_PER_BYTE_LATER = 2;
    private static final int ROWS_OF_FIRST_PAGE = 20_000;
    private static final long PER_FILE = 80 << 10;
    private static final long PER_COLUMN = 17 << 10;

    static WriterCost of(int columns, long pageBytes, long rowGroupBytes) {
        return new WriterCost(PER_FILE + 2 * pageBytes + columns * PER_COLUMN, rowGroupBytes);
    }

    /** @param length of the file so far, with what it has in memory */
    long heldBytes(long rows, long length) {
        int factor = rows < ROWS_OF_FIRST_PAGE ? HEAP_PER_BYTE : HEAP_PER_BYTE_LATER;
        return fixedBytes + factor * Math.min(length, rowGroupBytes);
    }
}
