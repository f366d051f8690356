package io.lockweir.postgres.auth;

import org.jspecify.annotations.Nullable;

/** The user and password of the connector's configuration, the same for every server. */
public final class StaticPassword implements CredentialProvider {

    private final Credentials credentials;

    /**
     * @param user the database user
     * @param password the password, or null where the server asks for none (client certificates)
     */
    public StaticPassword(String user, @Nullable String password) {
        this.credentials = new Credentials(user, password);
    }

    @Override
    public Credentials credentials(String host, int port) {
        return credentials;
    }

    @Override
    public String toString() {
        return "StaticPassword[" + credentials + "]";
    }
}
