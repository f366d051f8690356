package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;

/** The value's subject was shredded: nobody reads the value again. Names the id, which is public. */
public final class ShreddedKeyException extends EnvelopeException {
    private static final long serialVersionUID = 1L;

    public ShreddedKeyException(DekId id) {
        super(
                Reason.SHREDDED,
                "The data key " + id + " belongs to a shredded subject; its values can't be read any more");
    }
}
