package io.lockweir.encryption.kms;

import java.util.Objects;

/**
 * What a service tells about a KEK.
 *
 * @param key the driver's own name
 * @param version the version that wraps now, as the service writes it; empty where it shows none
 * @param state whether it can be used
 * @param authenticatesContext whether a wrapped key opens only in the context it was wrapped in (false for RSA)
 */
public record KekDescription(String key, String version, State state, boolean authenticatesContext) {
    public KekDescription {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
    }

    /** Whether a KEK can be used. */
    public enum State {
        ENABLED,
        /** Switched off, can be switched on again. */
        DISABLED,
        /** To be destroyed at a date; nothing can be unwrapped until that is called off. */
        PENDING_DESTRUCTION,
        /** The service does not tell, or the principal may not ask. */
        UNKNOWN
    }
}
