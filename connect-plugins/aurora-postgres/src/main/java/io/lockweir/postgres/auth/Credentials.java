package io.lockweir.postgres.auth;

import org.jspecify.annotations.Nullable;

/**
 * A user and the secret that proves it. The secret appears in no {@code toString}.
 *
 * @param user the database user
 * @param password the secret, or null where the server asks for none
 */
public record Credentials(String user, @Nullable String password) {

    @Override
    public String toString() {
        return user + (password == null ? ", no password" : ", password hidden");
    }
}
