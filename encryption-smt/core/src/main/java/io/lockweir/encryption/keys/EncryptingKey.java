package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Sealer;
import io.lockweir.encryption.envelope.DekId;

/**
 * A data key as one thread encrypts with it. The same instance as long as the key is the same.
 *
 * @param id the id for the envelope
 * @param sealer the cipher, for one seal per {@link DataKeyUse#next}
 */
public record EncryptingKey(DekId id, Sealer sealer) {}
