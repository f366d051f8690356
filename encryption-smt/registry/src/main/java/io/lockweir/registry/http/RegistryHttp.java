package io.lockweir.registry.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a registry's REST API. A call is tried at each address in turn, and again after a pause while none answers, for no longer
 * than the patience. Safe for many threads. Repeating a POST is safe here: what is there already answers 409.
 */
public final class RegistryHttp {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final HttpClient http;
    private final Target target;
    private final Authorization authorization;
    private final FailsafeExecutor<@Nullable Object> retries;

    /** A client. Does no call. */
    public RegistryHttp(HttpClient http, Target target, Authorization authorization) {
        this.http = http;
        this.target = target;
        this.authorization = authorization;
        this.retries = Failsafe.with(policy(target.patience()));
    }

    /**
     * Where and how to ask.
     *
     * @param addresses of one registry, each with its base path; at least one
     * @param headers sent with every request
     * @param timeout of one request
     * @param patience how long to go on asking a registry that does not answer; zero asks once
     */
    public record Target(List<URI> addresses, Map<String, String> headers, Duration timeout, Duration patience) {
        public Target {
            addresses = List.copyOf(addresses);
            headers = Map.copyOf(headers);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("A registry has at least one address");
            }
        }
    }

    private static RetryPolicy<@Nullable Object> policy(Duration patience) {
        var policy = RetryPolicy.builder()
                .handleIf(thrown -> thrown instanceof RegistryException failed
                        && failed.kind() == RegistryException.Kind.UNAVAILABLE
                        && !Thread.currentThread().isInterrupted());
        if (patience.compareTo(FIRST_PAUSE.multipliedBy(2)) < 0) {
            return policy.withMaxRetries(0).build();
        }
        Duration longest = patience.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : patience.minusMillis(1);
        return policy.withMaxRetries(-1)
                .withBackoff(FIRST_PAUSE, longest, 3)
                .withJitter(0.25)
                .withMaxDuration(patience)
                .build();
    }

    /** A path of steps, encoded, below the base path. */
    public static String path(String... steps) {
        return List.of(steps).stream()
                .map(step -> URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/", "/", ""));
    }

    /**
     * Reads.
     *
     * @param what for messages, as in "read the schema 7"
     * @param pathAndQuery as {@link #path} makes it
     */
    public JsonElement get(String what, String pathAndQuery) throws RegistryException {
        return called(what, "GET", pathAndQuery, HttpRequest.BodyPublishers.noBody());
    }

    /** Writes, as {@link #get} reads. */
    public JsonElement post(String what, String pathAndQuery, JsonObject body) throws RegistryException {
        return called(what, "POST", pathAndQuery, HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private JsonElement called(String what, String method, String path, HttpRequest.BodyPublisher body)
            throws RegistryException {
        try {
            return retries.get(() -> atEach(what, method, path, body));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof RegistryException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw Failures.unreachable(what, "the thread was interrupted while it waited");
            }
            throw e;
        }
    }

    private JsonElement atEach(String what, String method, String path, HttpRequest.BodyPublisher body)
            throws RegistryException {
        @Nullable RegistryException last = null;
        for (URI address : target.addresses()) {
            try {
                return answer(what, authorised(what, method, address, path, body));
            } catch (RegistryException e) {
                if (e.kind() != RegistryException.Kind.UNAVAILABLE) {
                    throw e;
                }
                last = e;
            }
        }
        throw last == null ? Failures.unreachable(what, "no address is configured") : last;
    }

    /** A credential that was refused is replaced once, where it can be. */
    private HttpResponse<String> authorised(
            String what, String method, URI address, String path, HttpRequest.BodyPublisher body)
            throws RegistryException {
        Optional<String> header = authorization.header();
        HttpResponse<String> answer = sent(what, method, address, path, body, header);
        if (answer.statusCode() == 401 && header.isPresent() && authorization.replaces(header.get())) {
            return sent(what, method, address, path, body, authorization.header());
        }
        return answer;
    }

    private HttpResponse<String> sent(
            String what,
            String method,
            URI address,
            String path,
            HttpRequest.BodyPublisher body,
            Optional<String> credential)
            throws RegistryException {
        String base = address.toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(target.timeout())
                .header("Accept", TYPE + ", application/json")
                .header("Content-Type", TYPE)
                .method(method, body);
        target.headers().forEach(request::header);
        credential.ifPresent(value -> request.header("Authorization", value));
        return Sending.send(http, request.build(), target.timeout(), what);
    }

    private static JsonElement answer(String what, HttpResponse<String> answer) throws RegistryException {
        int status = answer.statusCode();
        if (status == 204) {
            return JsonNull.INSTANCE;
        }
        if (status != 200 && status != 201) {
            int code = Json.number(Json.object(answer.body()), "error_code")
                    .filter(number -> number / 100 == status)
                    .map(Long::intValue)
                    .orElse(status);
            throw Failures.of(what, status, code);
        }
        return Json.parsed(answer.body())
                .orElseThrow(() -> Failures.unreachable(what, "its answer was no JSON; perhaps a proxy's"));
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "RegistryHttp"
                + target.addresses().stream().map(URI::getAuthority).toList();
    }
}
