package io.lockweir.kmsserver.azure;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Aead;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens for a client's secret or assertion, or for being on the right machine. */
final class AzureTokens {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String SCOPE = "https://vault.azure.net";

    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> issued = new ConcurrentHashMap<>();
    private final Clock clock;

    AzureTokens(Clock clock) {
        this.clock = clock;
    }

    /** A client and its secret, or the token that its federation trusts. */
    void client(String tenant, String clientId, String proof) {
        clients.add(tenant + "|" + clientId + "|" + proof);
    }

    void expireAll() {
        issued.replaceAll((token, expires) -> clock.instant());
    }

    void check(Request request) {
        String token = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        Instant expires = issued.get(token);
        if (expires == null || !clock.instant().isBefore(expires)) {
            throw new AzureError(401, "Unauthorized", "", "AKV10032: Invalid issuer or the token is expired.");
        }
    }

    /** {@code /TENANT/oauth2/v2.0/token}. */
    Answer ofClient(Request request, String tenant) {
        Map<String, String> form = request.form();
        String proof = form.getOrDefault("client_secret", form.getOrDefault("client_assertion", ""));
        boolean known = clients.contains(tenant + "|" + form.getOrDefault("client_id", "") + "|" + proof)
                && form.getOrDefault("scope", "").equals(SCOPE + "/.default");
        return known
                ? issue(false)
                : Answer.json(
                        401,
                        Json.of(
                                "error",
                                "invalid_client",
                                "error_description",
                                "AADSTS7000215: Invalid client secret provided."));
    }

    /** The instance metadata service, which gives numbers as text. */
    Answer ofMachine(Request request) {
        boolean asked = request.header("Metadata").orElse("").equals("true")
                && request.parameters().getOrDefault("resource", "").equals(SCOPE);
        return asked ? issue(true) : Answer.json(400, Json.of("error", "invalid_request"));
    }

    private Answer issue(boolean numbersAsText) {
        String token = "eyJ0." + Base64.getUrlEncoder().withoutPadding().encodeToString(Aead.random(48));
        issued.put(token, clock.instant().plus(LIFE));
        JsonObject body = Json.of("access_token", token, "token_type", "Bearer");
        if (numbersAsText) {
            body.addProperty("expires_in", Long.toString(LIFE.toSeconds()));
        } else {
            body.addProperty("expires_in", LIFE.toSeconds());
        }
        return Answer.json(200, body);
    }
}
