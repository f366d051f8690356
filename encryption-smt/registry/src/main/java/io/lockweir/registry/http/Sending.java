package io.lockweir.registry.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request and its whole answer, no longer than the time-out: the request's own ends with the headers. */
final class Sending {
    private Sending() {}

    static HttpResponse<String> send(HttpClient http, HttpRequest request, Duration timeout, String call)
            throws RegistryException {
        String where = request.uri().getAuthority();
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw Failures.unreachable(call, where + " did not answer in " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw Failures.unreachable(
                    call,
                    e.getCause() instanceof SSLException
                            ? "TLS with " + where + " failed; compare the certificates on both sides"
                            : where + " did not answer (" + name(e.getCause()) + ")");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw Failures.unreachable(call, "the thread was interrupted while it waited");
        }
    }

    private static String name(@Nullable Throwable cause) {
        return cause == null ? "no cause" : cause.getClass().getSimpleName();
    }
}
