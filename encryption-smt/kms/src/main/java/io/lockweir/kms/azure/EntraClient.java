package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.OAuthAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A client of Entra's that proves itself by a secret, or by the token of an identity provider that is trusted. */
record EntraClient(RestClient client, URI endpoint, String clientId, String resource, Proof proof, Clock clock)
        implements AccessTokens.Source {
    static final String SECRET = "client_secret";
    static final String ASSERTION = "client_assertion";

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public AccessToken fetch(Attempt attempt) throws KmsException {
        Map<String, String> form = new HashMap<>(
                Map.of("grant_type", "client_credentials", "client_id", clientId, "scope", resource + "/.default"));
        form.put(proof.name(), proof.value().text());
        if (proof.name().equals(ASSERTION)) {
            form.put("client_assertion_type", JWT_BEARER);
        }
        return OAuthAnswer.token(
                attempt,
                client.postForm(attempt, endpoint, form),
                "Entra",
                "Look at tenant, client and secret, or at the machine's managed identity.",
                clock);
    }

    /** Without the proof. */
    @Override
    public String toString() {
        return "EntraClient " + clientId;
    }

    /** The proof's field and its value, read when it is needed. */
    record Proof(String name, Secret value) {}

    /** A secret that may live in a file. */
    interface Secret {
        String text() throws KmsException;
    }
}
