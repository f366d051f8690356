package io.lockweir.encryption.shred;

import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.LabelledWrap;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key-encryption keys of a namespace's own key.
 *
 * @param namespace part of the context that the service authenticates
 * @param configured by label; throws for a label that the local configuration does not have
 */
record NamespaceKeks(String namespace, Function<String, @Nullable Kek> configured) {

    List<LabelledWrap> wrap(byte[] key, List<String> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("A namespace key needs at least one key-encryption key. Set `kek`");
        }
        List<LabelledWrap> wraps = new ArrayList<>();
        for (String label : labels) {
            Kek kek = configured.apply(label);
            if (kek == null) {
                throw new IllegalArgumentException("Key-encryption key '" + label + "' is not configured. Set kek."
                        + label + ".kms and kek." + label + ".key");
            }
            try {
                wraps.add(new LabelledWrap(label, kek.kms().wrap(kek.key(), key, context())));
            } catch (KmsException e) {
                throw failure("The key of namespace " + namespace + " could not be wrapped", label, e);
            }
        }
        return wraps;
    }

    /** The key of a generation: the first wrap that a configured key-encryption key opens. */
    byte[] unwrap(Generation generation) {
        String what = "Generation " + generation.generation() + " of the key of namespace " + namespace;
        if (generation.destroyed()) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.MISSING, what + " was destroyed; what is under it can't be read", null);
        }
        @Nullable KeyUnavailableError last = null;
        for (LabelledWrap wrap : generation.wraps()) {
            Kek kek = configured.apply(wrap.label());
            if (kek == null) {
                continue;
            }
            try {
                return kek.kms().unwrap(kek.key(), wrap.wrapped(), context());
            } catch (KmsException e) {
                KeyUnavailableError failed = failure(what + " could not be unwrapped", wrap.label(), e);
                // Trouble that may pass tells more than a refusal: another attempt may succeed.
                last = last == null || failed.reason() == KeyUnavailableError.Reason.UNAVAILABLE ? failed : last;
            }
        }
        if (last == null) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.DENIED,
                    what + " is wrapped by key-encryption keys " + generation.wraps()
                            + ", of which none is configured here. Configure one of them under its label",
                    null);
        }
        throw last;
    }

    /** Whether a wrap opens, and holds this key. */
    boolean holds(LabelledWrap wrap, byte[] key) {
        Kek kek = configured.apply(wrap.label());
        if (kek == null) {
            return false;
        }
        byte[] found;
        try {
            found = kek.kms().unwrap(kek.key(), wrap.wrapped(), context());
        } catch (KmsException e) {
            if (e.kind() == KmsException.Kind.INVALID) {
                return false;
            }
            throw failure("A wrap of the key of namespace " + namespace + " could not be tried", wrap.label(), e);
        }
        try {
            return MessageDigest.isEqual(found, key);
        } finally {
            Arrays.fill(found, (byte) 0);
        }
    }

    private KeyUnavailableError failure(String what, String label, KmsException e) {
        KeyUnavailableError.Reason reason = switch (e.kind()) {
            case UNAVAILABLE -> KeyUnavailableError.Reason.UNAVAILABLE;
            case DENIED, UNKNOWN_KEK -> KeyUnavailableError.Reason.DENIED;
            case INVALID -> KeyUnavailableError.Reason.MISSING;
        };
        return new KeyUnavailableError(reason, what + " by key-encryption key " + label + ": " + e.getMessage(), e);
    }

    /** Frozen: it is needed to unwrap. No PII: it stands in the service's logs. */
    private Map<String, String> context() {
        return Map.of("lockweir.purpose", "subjects", "lockweir.namespace", namespace);
    }
}
