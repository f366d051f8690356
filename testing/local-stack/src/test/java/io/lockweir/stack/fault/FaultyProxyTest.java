package io.lockweir.stack.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In memory but for loopback: the server and the proxy are in this JVM. */
final class FaultyProxyTest {
    private static final String COMMIT = "/v1/namespaces/bank/tables/customers";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                    + exchange.getRequestHeaders().getFirst("X-Test"));
            byte[] answer = "applied".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Server", "upstream");
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        proxy = FaultyProxy.before(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.stop(0);
    }

    private HttpResponse<String> post() throws Exception {
        return client.send(
                HttpRequest.newBuilder(proxy.uri().resolve(COMMIT + "?a=b%20c"))
                        .header("X-Test", "header")
                        .POST(HttpRequest.BodyPublishers.ofString("body"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void passesRequestAndAnswerOnUnchanged() throws Exception {
        HttpResponse<String> response = post();
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("applied");
        assertThat(response.headers().firstValue("X-Server")).contains("upstream");
        assertThat(seen).containsExactly("POST " + COMMIT + "?a=b%20c body header");
    }

    @Test
    void answersConflictAfterTheServerHasApplied() throws Exception {
        FaultRule rule = proxy.once(ProxiedRequest.tableCommit(), new Fault.AnswerAfterApplying(409));
        HttpResponse<String> response = post();
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("\"type\":\"CommitFailedException\"", "\"code\":409");
        assertThat(seen).hasSize(1);
        assertThat(rule.fired()).isEqualTo(1);
        assertThat(post().statusCode()).isEqualTo(201);
    }

    @Test
    void answersInsteadOfTheServer() throws Exception {
        proxy.once(ProxiedRequest.any(), new Fault.AnswerInstead(503));
        assertThat(post().statusCode()).isEqualTo(503);
        assertThat(seen).isEmpty();
    }

    @Test
    void dropsTheAnswerAfterTheServerHasApplied() {
        // Without retries of the JDK's client, which repeats requests whose connection it found dead.
        proxy.always(ProxiedRequest.any(), new Fault.DropAfterApplying());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(seen).isNotEmpty();
    }

    @Test
    void dropsTheRequest() {
        proxy.always(ProxiedRequest.any(), new Fault.DropInstead());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void delaysAndThenPassesOn() throws Exception {
        proxy.once(ProxiedRequest.any(), new Fault.Delay(Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(post().statusCode()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void delaysTheAnswerOnly() throws Exception {
        proxy.once(ProxiedRequest.any(), new Fault.DelayAnswer(Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(post().body()).isEqualTo("applied");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void countsMatchingRequestsOnly() throws Exception {
        FaultRule rule = proxy.onNth(2, ProxiedRequest.tableCommit(), new Fault.AnswerInstead(401));
        client.send(
                HttpRequest.newBuilder(proxy.uri().resolve("/v1/config")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(post().statusCode()).isEqualTo(201);
        assertThat(post().statusCode()).isEqualTo(401);
        assertThat(post().statusCode()).isEqualTo(201);
        assertThat(rule.matched()).isEqualTo(3);
        assertThat(rule.fired()).isEqualTo(1);
    }

    @Test
    void refusesConnectionsUntilItResumesOnTheSamePort() throws Exception {
        URI before = proxy.uri();
        proxy.refuse();
        assertThatThrownBy(this::post).isInstanceOf(ConnectException.class);
        proxy.resume();
        assertThat(proxy.uri()).isEqualTo(before);
        assertThat(post().statusCode()).isEqualTo(201);
    }

    @Test
    void forgetsItsRules() throws Exception {
        proxy.always(ProxiedRequest.any(), new Fault.AnswerInstead(500));
        proxy.clear();
        assertThat(post().statusCode()).isEqualTo(201);
    }
}
