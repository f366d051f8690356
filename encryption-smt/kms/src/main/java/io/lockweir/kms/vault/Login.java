package io.lockweir.kms.vault;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.time.Instant;

/** A way to a token. */
interface Login {

    /** Logs in; the lease begins now. */
    Lease login(Attempt attempt, Instant now) throws KmsException;

    /** A secret that is read when it is needed. */
    interface Secret {
        String text() throws KmsException;
    }
}
