package io.lockweir.registry.http;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tokens of an OAuth 2 server for a client and its secret (RFC 6749, 4.4), kept until shortly before they end. */
public final class ClientCredentials implements Authorization {
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(1);
    private static final String CALL = "get a token for the registry";

    private final HttpClient http;
    private final Duration timeout;
    private final Clock clock;
    private final URI endpoint;
    private final Map<String, String> form;
    private @Nullable Token current;

    /**
     * A client of a token server.
     *
     * @param scope what tokens are asked for; empty for the server's default
     */
    public ClientCredentials(
            HttpClient http,
            Duration timeout,
            Clock clock,
            URI endpoint,
            String clientId,
            String clientSecret,
            Optional<String> scope) {
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
        this.endpoint = endpoint;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", clientId);
        fields.put("client_secret", clientSecret);
        scope.ifPresent(text -> fields.put("scope", text));
        this.form = Map.copyOf(fields);
    }

    @Override
    public synchronized Optional<String> header() throws RegistryException {
        Token token = current;
        if (token == null || !clock.instant().isBefore(token.end())) {
            token = fetched();
            current = token;
        }
        return Optional.of("Bearer " + token.value());
    }

    @Override
    public synchronized boolean replaces(String refused) {
        Token token = current;
        if (token != null && refused.equals("Bearer " + token.value())) {
            current = null;
        }
        return true;
    }

    private Token fetched() throws RegistryException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))))
                .build();
        HttpResponse<String> answer = Sending.send(http, request, timeout, CALL);
        JsonObject body = Json.object(answer.body());
        Optional<String> token = Json.text(body, "access_token").filter(text -> !text.isEmpty());
        if (answer.statusCode() != 200 || token.isEmpty()) {
            throw Failures.of(CALL, answer.statusCode(), answer.statusCode());
        }
        Duration life = Json.number(body, "expires_in").map(Duration::ofSeconds).orElse(UNKNOWN_LIFE);
        Duration used = life.compareTo(AHEAD.multipliedBy(2)) > 0 ? life.minus(AHEAD) : life.dividedBy(2);
        return new Token(token.get(), clock.instant().plus(used));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without client or secret. */
    @Override
    public String toString() {
        return "ClientCredentials of " + endpoint.getAuthority();
    }

    private record Token(String value, Instant end) {
        @Override
        public String toString() {
            return "Token until " + end;
        }
    }
}
