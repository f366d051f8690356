package io.lockweir.registryserver;

import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may call. Anybody, until the first credential is given. */
final class Access {
    private final Clock clock;
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Duration life = Duration.ofMinutes(10);

    Access(Clock clock) {
        this.clock = clock;
    }

    void basic(String user, String password) {
        authorizations.add("Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    void bearer(String token) {
        authorizations.add("Bearer " + token);
    }

    void client(String id, String secret, Duration tokensLive) {
        clients.put(id, secret);
        life = tokensLive;
    }

    void expireTokens() {
        tokens.clear();
    }

    int issued() {
        return issued.get();
    }

    /** The token endpoint: client credentials of RFC 6749, 4.4, in the header or in the form. */
    Answer token(Request request) {
        Map<String, String> form = request.form();
        String id = form.getOrDefault("client_id", "");
        String secret = form.getOrDefault("client_secret", "");
        Optional<String> header = request.header("Authorization").filter(text -> text.startsWith("Basic "));
        if (header.isPresent()) {
            String pair = new String(
                    Base64.getDecoder().decode(header.get().substring("Basic ".length())), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            id = pair.substring(0, colon);
            secret = pair.substring(colon + 1);
        }
        if (!form.getOrDefault("grant_type", "").equals("client_credentials") || !secret.equals(clients.get(id))) {
            return Answer.json(401, Json.of("error", "invalid_client"));
        }
        String token = "rt." + id + "." + issued.incrementAndGet();
        tokens.put("Bearer " + token, clock.instant().plus(life));
        var answer = Json.of("access_token", token, "token_type", "Bearer", "scope", form.getOrDefault("scope", ""));
        answer.addProperty("expires_in", life.toSeconds());
        return Answer.json(200, answer);
    }

    void check(Request request) {
        if (authorizations.isEmpty() && clients.isEmpty()) {
            return;
        }
        String given = request.header("Authorization").orElse("");
        Instant end = tokens.get(given);
        if (!authorizations.contains(given) && (end == null || !clock.instant().isBefore(end))) {
            throw RegistryError.of(401, "Unauthorized");
        }
    }
}
