package io.lockweir.registry.http;

import java.util.Objects;

/**
 * The registry did not do what it was asked. The message names the call, HTTP's status and the registry's error code; never a body, a
 * credential or key material, and no cause is kept that could.
 */
public final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int code;

    RegistryException(Kind kind, int code, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.code = code;
    }

    /** For an answer that is JSON and not what was asked for. */
    public static RegistryException unusable(String call) {
        return new RegistryException(
                Kind.REFUSED,
                0,
                "Could not " + call
                        + ": the registry's answer lacks what it must have, or is of something else. Look at"
                        + " what answers at its address.");
    }

    /** What it means for the caller. */
    public Kind kind() {
        return kind;
    }

    /** The registry's error code, such as 40470, or HTTP's status where there was none; 0 without an answer. */
    public int code() {
        return code;
    }

    /** The closed set of reasons. */
    public enum Kind {
        /** Not reached, throttled, or an answer that is none: asking again may help. */
        UNAVAILABLE,
        /** The credentials are not accepted, or may not do this. */
        DENIED,
        /** There is no such thing. */
        MISSING,
        /** It is there already. */
        CONFLICT,
        /** This way of asking is not known to the registry (HTTP 405). */
        NOT_ALLOWED,
        /** The request is refused for what it says. */
        REFUSED
    }
}
