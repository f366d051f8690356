package io.lockweir.kmsserver.gcp;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Aead;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Access tokens for a signed JWT, a foreign token, or being on the right machine. */
final class GcpTokens {
    private static final Duration LIFE = Duration.ofHours(1);

    private final Map<String, PublicKey> accounts = new ConcurrentHashMap<>();
    private final Set<String> foreignTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> issued = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Clock clock;

    GcpTokens(Clock clock) {
        this.clock = clock;
    }

    void account(String email, PublicKey key) {
        accounts.put(email, key);
    }

    void foreignToken(String token) {
        foreignTokens.add(token);
    }

    void expireAll() {
        issued.replaceAll((token, expires) -> clock.instant());
    }

    int issuedCount() {
        return count.get();
    }

    void check(Request request) {
        String token = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        Instant expires = issued.get(token);
        if (expires == null || !clock.instant().isBefore(expires)) {
            throw new GcpError(
                    401,
                    "UNAUTHENTICATED",
                    "Request had invalid authentication credentials. Expected OAuth 2 access token.");
        }
    }

    /** The answer of the metadata server. */
    Answer ofMachine(Request request) {
        return request.header("Metadata-Flavor").orElse("").equals("Google")
                ? issue()
                : Answer.of(403, "text/html", "Missing Metadata-Flavor:Google header.");
    }

    /** The answer of a token endpoint: a JWT of a service account, or the exchange of a foreign token. */
    Answer exchange(Request request, String audience) {
        Map<String, String> form = request.form();
        boolean granted = form.getOrDefault("grant_type", "").endsWith(":jwt-bearer")
                ? isSigned(form.getOrDefault("assertion", ""), audience)
                : foreignTokens.contains(form.getOrDefault("subject_token", ""));
        return granted
                ? issue()
                : Answer.json(400, Json.of("error", "invalid_grant", "error_description", "Invalid JWT Signature."));
    }

    /** The answer of IAM when one account takes the place of another. */
    Answer impersonate(Request request) {
        check(request);
        Instant expires = clock.instant().plus(LIFE);
        return Answer.json(200, Json.of("accessToken", newToken(expires), "expireTime", expires.toString()));
    }

    private Answer issue() {
        JsonObject body = Json.of("access_token", newToken(clock.instant().plus(LIFE)), "token_type", "Bearer");
        body.addProperty("expires_in", LIFE.toSeconds());
        return Answer.json(200, body);
    }

    private String newToken(Instant expires) {
        String token = "ya29." + HexFormat.of().formatHex(Aead.random(20));
        issued.put(token, expires);
        count.incrementAndGet();
        return token;
    }

    private boolean isSigned(String jwt, String audience) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        JsonObject claims = Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        PublicKey key = accounts.get(Json.text(claims, "iss").orElse(""));
        Instant expires = Instant.ofEpochSecond(claims.get("exp").getAsLong());
        if (key == null || !audience.equals(Json.text(claims, "aud").orElse("")) || expires.isBefore(clock.instant())) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
