package io.lockweir.sink.write;

import org.jspecify.annotations.Nullable;

/** A data file whose rows a {@link KeyIndex} knows, and which of them the open slice deletes. */
final class IndexedFile {
    /** Location of what is no file: the rows that are gone. */
    static final String NOWHERE = "";

    private final String location;
    private final KeyIndex.Generation generation;
    private @Nullable Positions deleted;

    IndexedFile(String location, KeyIndex.Generation generation) {
        this.location = location;
        this.generation = generation;
    }

    KeyIndex.Generation generation() {
        return generation;
    }

    boolean nowhere() {
        return location.isEmpty();
    }

    String location() {
        return location;
    }

    /** Returns whether it is the first one since {@link #takeDeleted}. */
    boolean delete(long position) {
        Positions known = deleted;
        if (known == null) {
            known = new Positions();
            deleted = known;
        }
        known.add(position);
        return known.size() == 1;
    }

    /** What was deleted since the last call. */
    Positions takeDeleted() {
        Positions known = deleted;
        deleted = null;
        return known == null ? new Positions() : known;
    }
}
