package io.lockweir.stack.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One JSON request and its answer. Waits out the worker's 409 (a rebalance, its first seconds) and a write of its config
 * topic that it says may be sent again, which a leader answers whose broker was just away.
 */
final class ConnectRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration REQUEST = Duration.ofSeconds(90);
    private static final Duration REBALANCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final URI worker;

    ConnectRest(URI worker) {
        this.worker = worker;
    }

    /** Returns the answer's body, missing when it is empty. */
    JsonNode send(String method, String path, @Nullable Object body) {
        long deadline = System.nanoTime() + REBALANCE.toNanos();
        while (true) {
            HttpResponse<String> response = exchange(method, path, body);
            if (!passes(response) || System.nanoTime() > deadline) {
                return parsed(method + " " + path, response);
            }
            pause();
        }
    }

    private static boolean passes(HttpResponse<String> response) {
        return response.statusCode() == 409
                || (response.statusCode() == 500 && response.body().contains("can be safely retried"));
    }

    private HttpResponse<String> exchange(String method, String path, @Nullable Object body) {
        try {
            HttpRequest.BodyPublisher publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            HttpRequest request = HttpRequest.newBuilder(worker.resolve(path))
                    .method(method, publisher)
                    .header("Content-Type", "application/json")
                    .timeout(REQUEST)
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + worker.resolve(path) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + method + " " + path, e);
        }
    }

    private static JsonNode parsed(String request, HttpResponse<String> response) {
        try {
            JsonNode json = response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new ConnectRestException(
                        request, response.statusCode(), json.path("message").asText(response.body()));
            }
            return json;
        } catch (IOException e) {
            throw new ConnectRestException(request, response.statusCode(), response.body());
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the worker", e);
        }
    }
}
