package io.lockweir.encryption;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.value.DecryptedValue;

/** Decrypts the values of one field, or fails: never returns an unauthenticated value. Belongs to the thread of its engine. */
public interface FieldDecryptor {

    /**
     * The value of an envelope. With an expected schema a fingerprinted value must match it, and nested values are decoded along it.
     *
     * @throws EnvelopeException if the bytes are no envelope of this field
     * @throws KeyUnavailableError if the key source cannot answer
     */
    DecryptedValue decrypt(byte[] envelope);

    /** As {@link #decrypt}, from canonical base64. */
    DecryptedValue decryptText(String text);
}
