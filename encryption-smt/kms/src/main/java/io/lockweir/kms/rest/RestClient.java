package io.lockweir.kms.rest;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KmsUnavailableException;
import io.lockweir.kms.Attempt;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends one request and waits for its answer, no longer than the time-out. Safe for use by many threads. */
public final class RestClient {
    private final HttpClient http;
    private final Duration timeout;

    public RestClient(Duration timeout) {
        this(timeout, HttpClient.newBuilder());
    }

    /** A client that trusts the given context's certificates in place of the JVM's. */
    public RestClient(Duration timeout, SSLContext trust) {
        this(timeout, HttpClient.newBuilder().sslContext(trust));
    }

    private RestClient(Duration timeout, HttpClient.Builder http) {
        this.timeout = timeout;
        this.http = http.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    public RestAnswer get(Attempt attempt, URI uri, Map<String, String> headers) throws KmsUnavailableException {
        return send(attempt, request(uri, headers).GET());
    }

    public RestAnswer postJson(Attempt attempt, URI uri, Map<String, String> headers, JsonObject body)
            throws KmsUnavailableException {
        return send(
                attempt,
                request(uri, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public RestAnswer postForm(Attempt attempt, URI uri, Map<String, String> form) throws KmsUnavailableException {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                attempt,
                request(uri, Map.of())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private RestAnswer send(Attempt attempt, HttpRequest.Builder request) throws KmsUnavailableException {
        HttpRequest built = request.build();
        String where = built.uri().getAuthority();
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            // The request's own time-out ends with the headers; this one holds for the body too.
            HttpResponse<String> whole = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new RestAnswer(whole.statusCode(), JsonText.object(whole.body()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw attempt.unavailable(where + " did not answer in " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw attempt.unavailable(
                    e.getCause() instanceof SSLException tls
                            ? "TLS to " + where + " failed (" + tls.getMessage() + ")"
                            : where + " did not answer (" + name(e.getCause()) + ")");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw attempt.unavailable("the thread was interrupted while it waited");
        }
    }

    private static String name(@Nullable Throwable cause) {
        return cause == null ? "no cause" : cause.getClass().getSimpleName();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
