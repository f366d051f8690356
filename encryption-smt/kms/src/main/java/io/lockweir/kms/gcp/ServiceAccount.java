package io.lockweir.kms.gcp;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KmsDeniedException;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.OAuthAnswer;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * A service account with a key of its own: a JWT that it signs buys a token (Google, "Using OAuth 2.0 for server to server
 * applications"; RFC 7523).
 */
record ServiceAccount(RestClient client, Clock clock, RestAnswer credentials) implements AccessTokens.Source {
    static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";

    private static final long LIFE_SECONDS = 3600;

    @Override
    public AccessToken fetch(Attempt attempt) throws KmsException {
        String endpoint = credentials.text("token_uri").orElse("https://oauth2.googleapis.com/token");
        Map<String, String> form = Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", jwt(attempt, endpoint));
        RestAnswer answer = client.postForm(attempt, URI.create(endpoint), form);
        return OAuthAnswer.token(
                attempt,
                answer,
                "the token endpoint of the service account",
                "Look at the credential file or at the machine's service account.",
                clock);
    }

    private String jwt(Attempt attempt, String audience) throws KmsException {
        JsonObject header = new JsonObject();
        header.addProperty("alg", "RS256");
        header.addProperty("typ", "JWT");
        credentials.text("private_key_id").ifPresent(id -> header.addProperty("kid", id));
        Instant now = clock.instant();
        JsonObject claims = new JsonObject();
        claims.addProperty("iss", credentials.text("client_email").orElse(""));
        claims.addProperty("scope", SCOPE);
        claims.addProperty("aud", audience);
        claims.addProperty("iat", now.getEpochSecond());
        claims.addProperty("exp", now.getEpochSecond() + LIFE_SECONDS);
        String signed = base64(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature(attempt, signed));
    }

    private byte[] signature(Attempt attempt, String text) throws KmsDeniedException {
        String pem = credentials.text("private_key").orElse("");
        try {
            byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw attempt.denied(
                    "the credential file holds no RSA private key", "Download the service account's key again.");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServiceAccount";
    }
}
