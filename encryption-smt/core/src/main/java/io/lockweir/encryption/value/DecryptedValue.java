package io.lockweir.encryption.value;

import org.jspecify.annotations.Nullable;

/**
 * A plaintext and its authenticated type, which wins over whatever the schema beside the ciphertext says.
 *
 * @param type the type written by the encryptor; NULL for an encrypted null
 * @param value the border value of {@link ValueType}; a DECIMAL carries its authenticated scale
 */
public record DecryptedValue(ValueType type, @Nullable Object value) {

    /** Names the type only: a plaintext never reaches a log by accident. */
    @Override
    public String toString() {
        return "DecryptedValue[" + type + "]";
    }
}
