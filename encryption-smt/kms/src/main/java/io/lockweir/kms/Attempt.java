package io.lockweir.kms;

import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.KmsDeniedException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.encryption.kms.KmsUnavailableException;

/**
 * What a driver was asked to do, and the words for its not having been done. Causes are not kept: what a service or an SDK says may
 * quote a credential. The reason is the driver's own text or a code that the service documents.
 *
 * @param operation as in "wrap a data key"
 * @param service as in "AWS KMS"
 * @param key the driver's name of the KEK, which is public
 */
public record Attempt(String operation, String service, String key) {

    public static Attempt wrap(String service, String key) {
        return new Attempt("wrap a data key", service, key);
    }

    public static Attempt unwrap(String service, String key) {
        return new Attempt("unwrap a data key", service, key);
    }

    public static Attempt describe(String service, String key) {
        return new Attempt("describe the key", service, key);
    }

    /** The service could not be asked, or said nothing about the key. */
    public KmsUnavailableException unavailable(String reason) {
        return new KmsUnavailableException(
                text(reason, "It is tried again; look at the service and at the network on the way to it."));
    }

    /** The service refused. */
    public KmsDeniedException denied(String reason, String next) {
        return new KmsDeniedException(text(reason, next));
    }

    /** There is no such key, or not any more. */
    public KekUnknownException unknown(String reason, String next) {
        return new KekUnknownException(text(reason, next));
    }

    /** The wrapped data key is no work of this key in this context. */
    public KmsInvalidException invalid(String reason) {
        return new KmsInvalidException(text(
                reason,
                "The wrapped data key was made with another key or in another context, or was changed; compare the writer's "
                        + "key and namespace with this reader's."));
    }

    private String text(String reason, String next) {
        return "Could not " + operation + " with " + service + " key " + key + ": " + reason + ". " + next;
    }
}
