package io.lockweir.stack.servers.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/**
 * Verifies the tokens of one issuer: signature by a key that the issuer publishes, issuer, expiry (RFC 7515, RFC 7519), and the
 * realm role that Keycloak writes into them.
 */
final class Issuer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuer;
    private final String role;
    private final Clock clock;
    private final PublishedKeys keys;

    Issuer(URI issuer, String role, Clock clock) {
        this.issuer = issuer.toString();
        this.role = role;
        this.clock = clock;
        this.keys = new PublishedKeys(issuer);
    }

    /** Whom the token stands for; empty if it is not of this issuer, forged, or expired. */
    Optional<Caller> caller(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            boolean ours = header.path("alg").asText().equals("RS256")
                    && claims.path("iss").asText().equals(issuer);
            if (!ours || !signed(parts, header.path("kid").asText())) {
                return Optional.empty();
            }
            if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()) {
                return Optional.empty();
            }
            return Optional.of(new Caller(claims.path("azp").asText(), hasRole(claims)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean hasRole(JsonNode claims) {
        for (JsonNode each : claims.path("realm_access").path("roles")) {
            if (each.asText().equals(role)) {
                return true;
            }
        }
        return false;
    }

    private boolean signed(String[] parts, String keyId) throws IOException {
        Optional<PublicKey> key = keys.key(keyId);
        if (key.isEmpty()) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.get());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonNode json(String encoded) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(encoded));
    }
}
