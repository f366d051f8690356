package io.lockweir.stack.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keycloak's admin interface, as far as tests of tokens need it. */
public final class KeycloakAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String user;
    private final String password;

    public KeycloakAdmin(URI server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** A realm whose access tokens live that long, with one role. */
    public void createRealm(String realm, Duration tokenLifetime, String role) {
        post(
                "/admin/realms",
                Map.of(
                        "realm",
                        realm,
                        "enabled",
                        true,
                        "sslRequired",
                        "none",
                        "accessTokenLifespan",
                        tokenLifetime.toSeconds()));
        post("/admin/realms/" + realm + "/roles", Map.of("name", role));
    }

    /** As it stands in tokens. */
    public URI issuer(String realm) {
        return server.resolve("/realms/" + realm);
    }

    public URI tokenEndpoint(String realm) {
        return URI.create(issuer(realm) + "/protocol/openid-connect/token");
    }

    /** A client with a secret and a service account that has the role. */
    public KeycloakClient createClient(String realm, String id, String role) {
        String secret = UUID.randomUUID().toString();
        String clients = "/admin/realms/" + realm + "/clients";
        post(
                clients,
                Map.of(
                        "clientId", id,
                        "secret", secret,
                        "enabled", true,
                        "publicClient", false,
                        "serviceAccountsEnabled", true,
                        "standardFlowEnabled", false,
                        "defaultClientScopes", List.of("roles", "basic")));
        String client = clients + "/"
                + get(clients + "?clientId=" + id).path(0).path("id").asText();
        String account = get(client + "/service-account-user").path("id").asText();
        KeycloakClient created = new KeycloakClient(
                this,
                id + ":" + secret,
                client,
                "/admin/realms/" + realm + "/users/" + account + "/role-mappings/realm",
                get("/admin/realms/" + realm + "/roles/" + role));
        created.giveRole();
        return created;
    }

    JsonNode get(String path) {
        return send(request(path));
    }

    void post(String path, Object body) {
        send(request(path).POST(json(body)));
    }

    void put(String path, Object body) {
        send(request(path).PUT(json(body)));
    }

    void delete(String path, Object body) {
        send(request(path).method("DELETE", json(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json");
    }

    /** A new one each time: they live for a minute. */
    private String token() {
        String form = "grant_type=password&client_id=admin-cli&username=" + user + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(tokenEndpoint("master"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofString(JSON.valueToTree(body).toString());
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(TIMEOUT).build();
        try {
            HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new StackException(built.method() + " " + built.uri() + " answered " + response.statusCode()
                        + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StackException("Keycloak does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while asking Keycloak", e);
        }
    }
}
