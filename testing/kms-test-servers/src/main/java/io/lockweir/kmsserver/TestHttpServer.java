package io.lockweir.kmsserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** HTTP on a free port of loopback; every request goes to one function, unless a fault comes first. */
public final class TestHttpServer implements AutoCloseable {
    static {
        // Otherwise each answer waits 40 ms for a delayed acknowledgement. Read once, by the first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "kms-test-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Faults faults;

    private TestHttpServer(HttpServer server, String scheme, Faults faults, Function<Request, Answer> service) {
        this.server = server;
        this.scheme = scheme;
        this.faults = faults;
        server.createContext("/", exchange -> handle(exchange, service));
        server.setExecutor(threads);
        server.start();
    }

    public static TestHttpServer start(Faults faults, Function<Request, Answer> service) {
        return start(faults, null, service);
    }

    /** A server on TLS when a context is given. */
    public static TestHttpServer start(Faults faults, @Nullable SSLContext tls, Function<Request, Answer> service) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls == null) {
                return new TestHttpServer(HttpServer.create(loopback, 0), "http", faults, service);
            }
            HttpsServer server = HttpsServer.create(loopback, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new TestHttpServer(server, "https", faults, service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server on TLS that wants a certificate of every client, one that the context trusts. */
    public static TestHttpServer startMutual(Faults faults, SSLContext tls, Function<Request, Answer> service) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            HttpsServer server = HttpsServer.create(loopback, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters mutual = getSSLContext().getDefaultSSLParameters();
                    mutual.setNeedClientAuth(true);
                    parameters.setSSLParameters(mutual);
                }
            });
            return new TestHttpServer(server, "https", faults, service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange, Function<Request, Answer> service) throws IOException {
        try (exchange) {
            Request request = Request.of(exchange);
            pause();
            if (faults.closesConnections()) {
                return;
            }
            Answer answer = service.apply(request);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (Disconnect e) {
            exchange.close();
        }
    }

    private void pause() {
        long millis = faults.delay().toMillis();
        if (millis > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Thrown by a service that closes the connection in place of an answer, as when one of its regions is down. */
    public static final class Disconnect extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
