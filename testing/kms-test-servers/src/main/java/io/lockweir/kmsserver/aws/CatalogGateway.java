package io.lockweir.kmsserver.aws;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Stands before an Iceberg REST catalog as AWS's gateways do: verifies the signature of every request, and hands out object store
 * credentials of its own, which expire, with each table (the REST specification's vended credentials). A table that the client
 * has already is answered with 304, without credentials.
 */
public final class CatalogGateway implements AutoCloseable {
    private static final String TABLE = ".*/namespaces/[^/]+/tables/[^/]+";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Identities identities;
    private final URI upstream;
    private final Supplier<String> bearer;
    private final Duration lifetime;
    private final boolean refreshes;
    private final List<String> principals = new CopyOnWriteArrayList<>();
    private final TestHttpServer server;

    CatalogGateway(Identities identities, URI upstream, Supplier<String> bearer, Duration lifetime, boolean refreshes) {
        this.identities = identities;
        this.upstream = upstream;
        this.bearer = bearer;
        this.lifetime = lifetime;
        this.refreshes = refreshes;
        this.server = TestHttpServer.start(new Faults(), this::answer);
    }

    public URI uri() {
        return server.address();
    }

    /** Who signed the requests that were passed on, the oldest first. */
    public List<String> principals() {
        return List.copyOf(principals);
    }

    private Answer answer(Request request) {
        try {
            principals.add(identities.signerOf(request).principal());
        } catch (AwsError e) {
            JsonObject error = new JsonObject();
            error.addProperty("message", e.text());
            error.addProperty("type", e.code());
            error.addProperty("code", e.status());
            JsonObject body = new JsonObject();
            body.add("error", error);
            return Answer.json(e.status(), body);
        }
        if (request.path().matches(TABLE + "/credentials")) {
            return credentials();
        }
        HttpResponse<String> response = passOn(request);
        boolean loaded =
                request.path().matches(TABLE) && request.method().equals("GET") && response.statusCode() == 200;
        if (!loaded) {
            return Answer.of(response.statusCode(), "application/json", response.body());
        }
        String tag = "\"" + Integer.toHexString(response.body().hashCode()) + "\"";
        Answer answer = request.header("If-None-Match").filter(tag::equals).isPresent()
                ? Answer.of(304, "application/json", "")
                : Answer.of(200, "application/json", withCredentials(request, response.body()));
        return answer.with("ETag", tag);
    }

    private String withCredentials(Request request, String table) {
        JsonObject json = JsonParser.parseString(table).getAsJsonObject();
        JsonObject config = vended();
        if (refreshes) {
            config.addProperty("client.refresh-credentials-endpoint", uri() + request.path() + "/credentials");
        }
        json.add("config", config);
        return json.toString();
    }

    private Answer credentials() {
        JsonObject credential = Json.of("prefix", "s3");
        credential.add("config", vended());
        JsonArray all = new JsonArray();
        all.add(credential);
        JsonObject body = new JsonObject();
        body.add("storage-credentials", all);
        return Answer.json(200, body);
    }

    private JsonObject vended() {
        AccessKey key = identities.vend("table-access", lifetime);
        return Json.of(
                "s3.access-key-id",
                key.id(),
                "s3.secret-access-key",
                key.secret(),
                "s3.session-token",
                key.sessionToken(),
                "s3.session-token-expires-at-ms",
                Long.toString(key.expires().toEpochMilli()));
    }

    private HttpResponse<String> passOn(Request request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        HttpRequest.Builder passed = HttpRequest.newBuilder(upstream.resolve(request.path() + query))
                .header("Authorization", "Bearer " + bearer.get())
                .header("Content-Type", request.header("Content-Type").orElse("application/json"))
                .method(
                        request.method(),
                        request.text().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(request.text()));
        try {
            return HTTP.send(passed.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
