package io.lockweir.sink.write;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows lie that one task wrote to one table, by key. Of the open slice it knows every row. Of those that landed it
 * is a cache and never the truth: what is not found is deleted by key, which is right at any time. So it may forget whatever
 * it likes, and must forget everything as soon as anything is read again or was written by somebody else. One thread.
 */
public final class KeyIndex {
    /** Keys that the open slice should not exceed, for the sake of memory. */
    private static final int OPEN_ENTRIES = 1_000_000;
    /**
     * Files of slices that were cut, at most: with keys that change at random every commit rewrites the vector of each, at one
     * object a file.
     */
    private static final int MOST_FILES = 256;

    private final IndexPolicy policy;
    private final Clock clock;
    private final KeyTable table = new KeyTable();
    /** Of slices that were cut, oldest first. */
    private final Deque<Generation> cut = new ArrayDeque<>();
    /** All that are remembered: the first one has {@link #firstOrdinal}, the next one the next. */
    private final List<IndexedFile> files = new ArrayList<>();

    private int firstOrdinal = 1;
    private @Nullable Generation open;
    private boolean trusting = true;
    private int nowhere;
    private int position;

    public KeyIndex(IndexPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A slice is opened.
     *
     * @param kept whether its rows are to be found when it has landed
     */
    void begin(boolean kept) {
        if (open != null) {
            throw new IllegalStateException("One slice of a table is open at a time");
        }
        evict();
        open = new Generation(nextOrdinal(), kept && trusting && policy.entries() > 0);
        nowhere = register(IndexedFile.NOWHERE);
    }

    /** Makes a file of the open slice known. Returns its ordinal. */
    int register(String location) {
        int ordinal = nextOrdinal();
        files.add(new IndexedFile(location, generation()));
        return ordinal;
    }

    /** The file where the row of a key lies, {@link #position} telling the place; null if that is not known. */
    @Nullable
    IndexedFile locate(long high, long low) {
        int slot = table.slot(high, low);
        int ordinal = table.ordinal(slot);
        if (ordinal < firstOrdinal) {
            return null;
        }
        IndexedFile file = files.get(ordinal - firstOrdinal);
        // Where a slice on its way left no row, one of before may be in the table still: only the open one's word
        // counts.
        if (file.generation() != open && (!file.generation().landed() || file.nowhere())) {
            return null;
        }
        position = table.position(slot);
        return file;
    }

    /** In the file that {@link #locate} returned last. */
    int position() {
        return position;
    }

    /** The row of a key now lies in a file of the open slice. */
    void put(long high, long low, int ordinal, int at) {
        if (table.crowded()) {
            evict();
            table.rebuild(firstOrdinal, remembered() + generation().entries);
        }
        int slot = table.slot(high, low);
        int before = table.ordinal(slot);
        if (before >= firstOrdinal) {
            files.get(before - firstOrdinal).generation().entries--;
        }
        table.set(slot, high, low, ordinal, at);
        generation().entries++;
    }

    /** The open slice left no row of a key. */
    void putNowhere(long high, long low) {
        put(high, low, nowhere, 0);
    }

    boolean full() {
        return open != null && open.entries >= OPEN_ENTRIES;
    }

    /** Heap that it takes. */
    public long heldBytes() {
        return table.heldBytes();
    }

    /** The open slice was completed under this id; what follows belongs to the next one. */
    public void cut(String slice) {
        Generation done = open;
        if (done == null) {
            return;
        }
        if (done.kept) {
            done.slice = slice;
            cut.add(done);
            open = null;
        } else {
            clear();
        }
    }

    /** The files of a slice are in the table. */
    public void landed(String slice) {
        cut.stream().filter(each -> slice.equals(each.slice)).forEach(each -> each.landedMs = clock.millis());
    }

    /** From here on others may write the same keys at any time: what landed is neither known nor remembered any more. */
    public void trustNothing() {
        trusting = false;
        forget();
    }

    /** Forgets everything but the rows of the open slice. */
    public void forget() {
        while (!cut.isEmpty()) {
            dropEldest();
        }
    }

    /** Forgets everything, the open slice included. */
    public void clear() {
        open = null;
        cut.clear();
        files.clear();
        firstOrdinal = 1;
        table.rebuild(Integer.MAX_VALUE, 0);
    }

    private void evict() {
        long now = clock.millis();
        int entries = remembered();
        while (!cut.isEmpty()) {
            Generation eldest = cut.element();
            boolean aged =
                    eldest.landed() && now - eldest.landedMs >= policy.maxAge().toMillis();
            if (!aged && entries <= policy.entries() && filesCut() <= MOST_FILES) {
                return;
            }
            entries -= eldest.entries;
            dropEldest();
        }
    }

    private void dropEldest() {
        cut.remove();
        int first = !cut.isEmpty() ? cut.element().firstOrdinal : open != null ? open.firstOrdinal : nextOrdinal();
        files.subList(0, first - firstOrdinal).clear();
        firstOrdinal = first;
    }

    private int filesCut() {
        return (open == null ? nextOrdinal() : open.firstOrdinal) - firstOrdinal;
    }

    private int remembered() {
        return cut.stream().mapToInt(each -> each.entries).sum();
    }

    private int nextOrdinal() {
        return Math.addExact(firstOrdinal, files.size());
    }

    private Generation generation() {
        Generation known = open;
        if (known == null) {
            throw new IllegalStateException("No slice is open");
        }
        return known;
    }

    /** The files of one slice, which come and go together. */
    static final class Generation {
        private final int firstOrdinal;
        private final boolean kept;
        private int entries;
        private @Nullable String slice;
        private long landedMs = -1;

        private Generation(int firstOrdinal, boolean kept) {
            this.firstOrdinal = firstOrdinal;
            this.kept = kept;
        }

        private boolean landed() {
            return landedMs >= 0;
        }
    }
}
