package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.AccessToken;
import io.lockweir.kms.rest.AccessTokens;
import io.lockweir.kms.rest.OAuthAnswer;
import io.lockweir.kms.rest.RestAnswer;
import io.lockweir.kms.rest.RestClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The token of the machine's own identity. */
record ManagedIdentity(RestClient client, URI address, String resource, Optional<String> clientId, Clock clock)
        implements AccessTokens.Source {
    private static final String PATH = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=";

    @Override
    public AccessToken fetch(Attempt attempt) throws KmsException {
        String path = PATH
                + encoded(resource)
                + clientId.map(id -> "&client_id=" + encoded(id)).orElse("");
        RestAnswer answer = client.get(attempt, address.resolve(path), Map.of("Metadata", "true"));
        return OAuthAnswer.token(
                attempt,
                answer,
                "the instance metadata service",
                "Look at tenant, client and secret, or at the machine's managed identity.",
                clock);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
