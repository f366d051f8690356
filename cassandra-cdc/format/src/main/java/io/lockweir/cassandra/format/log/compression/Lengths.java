package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.MalformedBytesException;

/** What the codecs say of lengths. */
final class Lengths {

    private Lengths() {}

    /** Refuses a stated length that the input cannot hold, before memory is reserved for it. */
    static void require(int length, long most) {
        if (length < 0 || length > most) {
            throw new MalformedBytesException("a section states more bytes than its input can hold");
        }
    }

    static MalformedBytesException broken() {
        return new MalformedBytesException("a section that does not decompress to the length it states");
    }
}
