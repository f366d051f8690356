package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileWriter;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being filled: written to when there is a {@linkplain WriterSlots slot} for it, and else its rows wait in
 * memory, at the latest until it is completed.
 *
 * @param <F> what describes it when it is complete
 */
final class OpenFile<F extends ContentFile<F>> {
    /** Ordinal of a file that nobody will look for rows in. */
    static final int UNREGISTERED = 0;

    /** Asking for the length walks all column writers: not at every row, and at least once per so many. */
    private static final int ROWS_PER_LOOK = 1_000;

    private static final long LEAST_BYTES = 1 << 20;

    /**
     * A writer and what describes its closed file.
     *
     * @param cost what it takes of the heap
     */
    record Writing<F>(FileWriter<Record, ?> writer, Supplier<F> result, WriterCost cost) {}

    private final String location;
    private final Supplier<Writing<F>> opener;
    private final WriterSlots slots;
    private final int ordinal;
    private final WaitingRows waiting = new WaitingRows();
    private @Nullable Writing<F> writing;
    private boolean slot;
    private boolean exists;
    private long rows;
    private long nextLook;
    private long length;
    private long heldBytes;

    /**
     * @param opener opens the file
     * @param ordinal under which a {@link KeyIndex} knows the file, if one does
     */
    OpenFile(String location, Supplier<Writing<F>> opener, WriterSlots slots, int ordinal) {
        this.location = location;
        this.opener = opener;
        this.slots = slots;
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

    /** Returns whether {@link #length} and {@link #heldBytes} were looked at anew. */
    boolean write(Record row) {
        Writing<F> open = writing;
        if (open == null) {
            waiting.add(row);
        } else {
            open.writer().write(row);
        }
        rows++;
        if (rows < nextLook) {
            return false;
        }
        look();
        return true;
    }

    private void look() {
        if (writing == null && slots.take()) {
            slot = true;
            open();
        }
        Writing<F> open = writing;
        if (open == null) {
            heldBytes = waiting.heapBytes();
            length = heldBytes / WriterCost.HEAP_PER_BYTE;
        } else {
            length = open.writer().length();
            heldBytes = open.cost().heldBytes(rows, length);
        }
        // The younger, the more often: never wrong by much, whatever the size of a row.
        nextLook = rows + Math.min(ROWS_PER_LOOK - rows % ROWS_PER_LOOK, rows / 8 + 1);
    }

    private Writing<F> open() {
        Writing<F> opened = opener.get();
        writing = opened;
        exists = true;
        waiting.drainTo(row -> opened.writer().write(row));
        return opened;
    }

    /** Bytes of the file so far, as of the last look. */
    long length() {
        return length;
    }

    /** Whether the file is large enough, and not ridiculously small. */
    boolean reached(long bytes) {
        return length >= bytes && (rows >= ROWS_PER_LOOK || length >= LEAST_BYTES);
    }

    /** Heap that the file takes, as estimated at the last look. */
    long heldBytes() {
        return heldBytes;
    }

    /** Whether there is a file already. */
    boolean exists() {
        return exists;
    }

    /** Writes what waits, closes the file and tells what it holds. */
    F complete() {
        Writing<F> open = writing == null ? open() : writing;
        close();
        return open.result().get();
    }

    /** Needed also when the content is of no interest any more: else an upload and a staging file would stay behind. */
    void close() {
        if (slot) {
            slot = false;
            slots.release();
        }
        Writing<F> open = writing;
        if (open == null) {
            return;
        }
        try {
            open.writer().close();
            // A closed writer still holds its buffers, a megabyte or more; a slice has a thousand files.
            writing = null;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the file " + location, e);
        }
    }
}
