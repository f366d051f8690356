package io.lockweir.sink.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Whom a bearer token names, if it is a JWT (RFC 7519); it is the catalog that verifies it. */
final class TokenSubject {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CLAIMS = List.of("client_id", "azp", "sub");

    private TokenSubject() {}

    static Optional<String> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return CLAIMS.stream()
                    .map(claim -> claims.path(claim).asText())
                    .filter(text -> !text.isEmpty())
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
