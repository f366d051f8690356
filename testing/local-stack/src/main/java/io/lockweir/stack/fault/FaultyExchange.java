package io.lockweir.stack.fault;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One request through the proxy, with or without a fault. */
final class FaultyExchange implements HttpHandler {
    /** Belong to one connection, not to the request (RFC 9110 section 7.6.1), or are set by the HTTP client itself. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect",
            "http2-settings",
            "date");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI upstream;
    private final Function<ProxiedRequest, Optional<Fault>> faults;

    FaultyExchange(URI upstream, Function<ProxiedRequest, Optional<Fault>> faults) {
        this.upstream = upstream;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            ProxiedRequest request = new ProxiedRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    new String(body, StandardCharsets.UTF_8));
            Optional<Fault> fault = faults.apply(request);
            if (fault.isPresent()) {
                apply(fault.get(), exchange, body);
            } else {
                answer(exchange, passOn(exchange, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(Fault fault, HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        if (fault instanceof Fault.AnswerAfterApplying after) {
            passOn(exchange, body);
            answer(exchange, after.status());
        } else if (fault instanceof Fault.AnswerInstead instead) {
            answer(exchange, instead.status());
        } else if (fault instanceof Fault.DropAfterApplying) {
            passOn(exchange, body);
        } else if (fault instanceof Fault.Delay delay) {
            Thread.sleep(delay.before().toMillis());
            answer(exchange, passOn(exchange, body));
        } else if (fault instanceof Fault.DelayAnswer delay) {
            HttpResponse<byte[]> response = passOn(exchange, body);
            Thread.sleep(delay.after().toMillis());
            answer(exchange, response);
        }
        // DropInstead, and a drop after applying: closing an exchange without an answer ends the connection.
    }

    private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        upstream.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (passesOn(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
            if (passesOn(header.getKey())) {
                headers.put(header.getKey(), header.getValue());
            }
        }
        send(exchange, response.statusCode(), response.body());
    }

    /** In the error form of the Iceberg REST specification, as a gateway before the catalog would write it. */
    private static void answer(HttpExchange exchange, int status) throws IOException {
        String type = switch (status) {
            case 401 -> "NotAuthorizedException";
            case 409 -> "CommitFailedException";
            default -> "ServiceFailureException";
        };
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        String error = "{\"error\":{\"message\":\"fault injected by the test proxy\",\"type\":\"%s\",\"code\":%d}}";
        send(exchange, status, error.formatted(type, status).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    private static boolean passesOn(String header) {
        return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
    }
}
