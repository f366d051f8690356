package io.lockweir.stack.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.stack.CatalogRequest;
import io.lockweir.stack.CatalogRequest.PathKind;
import io.lockweir.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the server's request log, and takes tokens from its OAuth2 endpoint. */
public final class CatalogAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI server;

    /** The server's address has no path. */
    public CatalogAdmin(URI server) {
        this.server = server;
    }

    public URI tokenEndpoint() {
        return server.resolve("/v1/oauth/tokens");
    }

    /**
     * A bearer token by the client-credentials grant.
     *
     * @throws StackException when the server refuses
     */
    public String token(String clientId, String clientSecret) {
        String form = "grant_type=client_credentials&scope=catalog&client_id=" + encoded(clientId) + "&client_secret="
                + encoded(clientSecret);
        return send(HttpRequest.newBuilder(tokenEndpoint())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    /** The answer to {@code GET /v1/config} with this token. */
    public int configStatus(String token) {
        return exchange(HttpRequest.newBuilder(server.resolve("/v1/config")).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    public List<CatalogRequest> requests() {
        List<CatalogRequest> requests = new ArrayList<>();
        for (JsonNode json : send(HttpRequest.newBuilder(log()))) {
            List<String> updates = new ArrayList<>();
            json.path("updates").forEach(update -> updates.add(update.asText()));
            requests.add(new CatalogRequest(
                    json.path("method").asText(),
                    PathKind.valueOf(json.path("kind").asText()),
                    json.path("path").asText(),
                    updates,
                    json.path("status").asInt(),
                    json.path("caller").asText()));
        }
        return requests;
    }

    public void clearRequests() {
        send(HttpRequest.newBuilder(log()).DELETE());
    }

    /**
     * A client that the token endpoint knows from now on.
     *
     * @param tokenLifetime whole seconds, as those of other issuers
     */
    public CatalogClient client(String id, Duration tokenLifetime) {
        return new CatalogClient(this, id, UUID.randomUUID().toString(), tokenLifetime);
    }

    void putClient(String id, String secret, Duration lifetime, String state) {
        post("id=" + encoded(id) + "&secret=" + secret + "&lifetime.ms=" + lifetime.toMillis() + "&state=" + state);
    }

    /**
     * Accepts the tokens of an OpenID Connect issuer from now on.
     *
     * @param role the realm role that a token must have
     */
    public void trust(URI issuer, String role) {
        post("issuer=" + encoded(issuer.toString()) + "&role=" + encoded(role));
    }

    private void post(String form) {
        send(HttpRequest.newBuilder(server.resolve("/lockweir/clients"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private URI log() {
        return server.resolve("/lockweir/requests");
    }

    private static JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() / 100 != 2) {
            throw new StackException("the catalog answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StackException("the catalog's answer is no JSON", e);
        }
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException("the catalog does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while asking the catalog", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
