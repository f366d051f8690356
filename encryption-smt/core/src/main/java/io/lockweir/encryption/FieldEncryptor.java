package io.lockweir.encryption;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the values of one field. Each result authenticates the value, its type and, in a namespace, the field's place. Belongs to
 * the thread of its {@link EncryptionEngine}.
 */
public interface FieldEncryptor {

    /**
     * The envelope of a value.
     *
     * @param value a border value of {@link io.lockweir.encryption.value.ValueType}; null becomes an encrypted null (namespace only)
     * @throws EnvelopeException if the value does not fit its schema or has no lossless form
     * @throws KeyUnavailableError if there is no key, or no budget left
     */
    byte[] encrypt(@Nullable Object value);

    /** As {@link #encrypt}, in canonical base64. */
    String encryptToText(@Nullable Object value);
}
