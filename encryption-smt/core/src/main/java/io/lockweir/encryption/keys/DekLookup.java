package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.kms.KmsException;
import java.util.Optional;

/**
 * A further place where data keys are found by id, asked when the store of data keys has none: the keys of subjects. Safe for use by
 * many threads.
 */
public interface DekLookup {
    /** Finds nothing. */
    DekLookup NONE = (id, scope) -> Optional.empty();

    /**
     * The data key of an id, in a fresh array that the caller checks against the id and wipes.
     *
     * @return empty if none is known here yet
     * @throws KmsException if its wrapping key could not be used
     * @throws EnvelopeException if the key is known to be gone for good
     * @throws KeyUnavailableError if the place cannot be asked
     */
    Optional<byte[]> find(DekId id, Scope scope) throws KmsException;
}
