package io.lockweir.encryption.shred;

import java.nio.ByteBuffer;

/**
 * The pseudonym of a data subject in a namespace: HMAC-SHA-256 of the scope and the subject under a key of the namespace. Nobody without that key can
 * tell whose it is. Not printed: whoever has the key can confirm a guess.
 */
record SubjectTag(long first, long second, long third, long fourth) {
    static final int LENGTH = 32;

    /** The tag that stands in a larger array. */
    static SubjectTag at(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, LENGTH);
        return new SubjectTag(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    void writeTo(ByteBuffer target) {
        target.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /** Where all records of the subject stand, so that they have one order. */
    int partition(int partitions) {
        return (int) ((first >>> Integer.SIZE) % partitions);
    }

    @Override
    public String toString() {
        return "SubjectTag";
    }
}
