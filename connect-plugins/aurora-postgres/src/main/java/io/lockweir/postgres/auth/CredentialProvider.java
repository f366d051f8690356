package io.lockweir.postgres.auth;

/**
 * Supplies the credentials of one connection. Asked anew for every connection and every server, since a credential may be
 * valid for one server only or for a short time.
 */
public sealed interface CredentialProvider permits StaticPassword {

    /**
     * The credentials for a connection to a server.
     *
     * @param host the server's name as the client addresses it
     * @param port the server's port
     */
    Credentials credentials(String host, int port);
}
