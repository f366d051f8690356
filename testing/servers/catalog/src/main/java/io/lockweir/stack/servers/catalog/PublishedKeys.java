package io.lockweir.stack.servers.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The RSA keys of an issuer, by OpenID Connect discovery; asked for again when a token names one that is not known. */
final class PublishedKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI discovery;
    private final Map<String, PublicKey> known = new HashMap<>();

    PublishedKeys(URI issuer) {
        this.discovery = URI.create(issuer + "/.well-known/openid-configuration");
    }

    synchronized Optional<PublicKey> key(String id) throws IOException {
        if (!known.containsKey(id)) {
            for (JsonNode key :
                    get(URI.create(get(discovery).path("jwks_uri").asText())).path("keys")) {
                if (key.path("kty").asText().equals("RSA")) {
                    known.put(key.path("kid").asText(), rsa(key));
                }
            }
        }
        return Optional.ofNullable(known.get(id));
    }

    private static PublicKey rsa(JsonNode key) throws IOException {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
        } catch (GeneralSecurityException e) {
            throw new IOException("not a key", e);
        }
    }

    private static BigInteger number(JsonNode encoded) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(encoded.asText()));
    }

    private JsonNode get(URI uri) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answered " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
