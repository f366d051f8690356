package io.lockweir.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A record could not be encrypted, decrypted, or written or read by the inner serializer. Nothing of it was passed on. Says topic, field
 * and reason; never a value, a ciphertext or a key, and neither does any cause.
 */
public final class EncryptionFailedException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final boolean ofRecord;

    EncryptionFailedException(String message, boolean ofRecord, @Nullable Throwable cause) {
        super(message, cause);
        this.ofRecord = ofRecord;
    }

    /**
     * Whether only this record is at fault, so that an application may put it aside and go on. False for missing keys, wrong
     * configuration, and clear text where ciphertext is expected: every record would fail, and skipping them would lose them.
     */
    public boolean ofRecord() {
        return ofRecord;
    }
}
