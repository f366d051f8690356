package io.lockweir.stack.servers.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whom the server's own token endpoint knows. Thread-safe. */
final class Clients {

    /** What a client may do. */
    enum State {
        ADMITTED,
        /** Has tokens, but not the role. */
        WITHOUT_ROLE,
        /** Gets no token any more; those it has live to their end. */
        DISABLED
    }

    record Client(String secret, Duration lifetime, State state) {}

    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    void put(String id, Client client) {
        clients.put(id, client);
    }

    /** For how long a client's tokens live, if it may have one by this secret. */
    Optional<Duration> lifetime(String id, String secret) {
        return Optional.ofNullable(clients.get(id))
                .filter(client -> client.state() != State.DISABLED)
                .filter(client -> MessageDigest.isEqual(bytes(client.secret()), bytes(secret)))
                .map(Client::lifetime);
    }

    /** The one that a token of ours names. */
    Optional<Caller> caller(String id) {
        return Optional.ofNullable(clients.get(id)).map(client -> new Caller(id, client.state() != State.WITHOUT_ROLE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
