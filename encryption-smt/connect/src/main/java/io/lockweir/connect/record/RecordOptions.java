package io.lockweir.connect.record;

import io.lockweir.encryption.value.Compression;

/**
 * How whole records are treated beside what their rules say.
 *
 * @param compression of randomised ones, before they are encrypted
 * @param largest the size in bytes that compressed content may have, at the writer and at the reader
 * @param plaintext what a reader does with clear records where ciphertext is expected
 */
public record RecordOptions(Compression compression, int largest, Plaintext plaintext) {

    /** Clear records are refused. */
    public RecordOptions(Compression compression, int largest) {
        this(compression, largest, Plaintext.REFUSED);
    }
}
