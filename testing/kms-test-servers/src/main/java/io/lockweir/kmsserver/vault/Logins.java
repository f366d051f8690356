package io.lockweir.kmsserver.vault;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The logins that end in a token: AppRole and Kubernetes. Paths carry their namespace in front. */
final class Logins {
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final Tokens tokens;

    Logins(Tokens tokens) {
        this.tokens = tokens;
    }

    void add(String namespace, String path, Login login) {
        logins.put(namespace + "|" + path + "|" + login.name(), login);
    }

    void remove(String name) {
        logins.values().removeIf(login -> login.name().equals(name));
    }

    int done() {
        return done.get();
    }

    /** A login at {@code auth/PATH/login}. */
    Lease login(String namespace, String path, JsonObject body) {
        String name =
                Json.text(body, "role_id").or(() -> Json.text(body, "role")).orElse("");
        String proof =
                Json.text(body, "secret_id").or(() -> Json.text(body, "jwt")).orElse("");
        Login login = logins.get(namespace + "|" + path + "|" + name);
        if (login == null || !login.proof().equals(proof)) {
            throw body.has("jwt")
                    ? new VaultError(403, "permission denied")
                    : new VaultError(400, "invalid role or secret ID");
        }
        done.incrementAndGet();
        return tokens.issue(namespace, login.ttl(), login.longest());
    }

    /**
     * Who may log in.
     *
     * @param name role id or role
     * @param proof secret id or service account token
     */
    record Login(String name, String proof, Duration ttl, Duration longest) {

        @Override
        public String toString() {
            return "Login " + name;
        }
    }
}
