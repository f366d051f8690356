package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import org.jspecify.annotations.Nullable;

/** The parts of a list, set or map as a query returns them: their number, then each behind its length, -1 of null (native protocol, section 6). */
final class Items {
    private final Slice bytes;
    private int at;

    Items(Slice bytes) {
        this(bytes, Integer.BYTES);
    }

    /** @param from where the first length stands: 0 of user types, which have no number */
    Items(Slice bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    boolean hasNext() {
        return at < bytes.length();
    }

    @Nullable
    Slice next() {
        int length = bytes.intAt(at);
        at += Integer.BYTES;
        if (length < 0) {
            return null;
        }
        Slice item = bytes.slice(at, length);
        at += length;
        return item;
    }
}
