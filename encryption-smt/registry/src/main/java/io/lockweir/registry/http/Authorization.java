package io.lockweir.registry.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What stands in the header {@code Authorization}. For many threads. Shows nothing of it in texts. */
public interface Authorization {

    /** The header's value, or nothing for a registry that asks for none. */
    Optional<String> header() throws RegistryException;

    /** Whether a fresh value may be had after this one was refused with 401; it is forgotten then. */
    default boolean replaces(String refused) {
        return false;
    }

    /** No credential. */
    static Authorization none() {
        return Optional::empty;
    }

    /** A user and a password, or an API key and its secret. */
    static Authorization basic(String user, String password) {
        String pair = user + ":" + password;
        return bound("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** A token that does not end while this runs. */
    static Authorization bearer(String token) {
        return bound("Bearer " + token);
    }

    private static Authorization bound(String value) {
        return () -> Optional.of(value);
    }
}
