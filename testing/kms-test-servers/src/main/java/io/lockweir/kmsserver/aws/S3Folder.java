package io.lockweir.kmsserver.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lockweir.kmsserver.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S3 over a folder, path style, as far as small objects need it; every request is verified and written down. */
public final class S3Folder implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final byte[] NONE = new byte[0];

    private final Identities identities;
    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "s3-folder");
        thread.setDaemon(true);
        return thread;
    });
    private final List<S3Call> calls = new CopyOnWriteArrayList<>();

    S3Folder(Identities identities, Path folder) {
        this.identities = identities;
        this.folder = folder.toAbsolutePath().normalize();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The oldest first. */
    public List<S3Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            // The body is covered by the hash in the headers; it is bytes, not text.
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()).replace("null", ""),
                    exchange.getRequestHeaders(),
                    "");
            String keyId = "";
            try {
                keyId = SignatureVersion4.of(request).accessKeyId();
                identities.signerOf(request);
                respond(exchange, keyId, body);
            } catch (AwsError e) {
                String error = "<Error><Code>" + code(e) + "</Code><Message>" + e.text() + "</Message></Error>";
                send(exchange, keyId, e.status(), error.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The same refusals have other names here. */
    private static String code(AwsError error) {
        return switch (error.code()) {
            case "ExpiredTokenException" -> "ExpiredToken";
            case "UnrecognizedClientException" -> "InvalidAccessKeyId";
            case "InvalidSignatureException" -> "SignatureDoesNotMatch";
            default -> error.code();
        };
    }

    private void respond(HttpExchange exchange, String keyId, byte[] body) throws IOException {
        Path file =
                folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
        if (!file.startsWith(folder)) {
            throw new AwsError(403, "AccessDenied", "Access Denied");
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                Files.createDirectories(file.getParent());
                Files.write(file, chunked(exchange) ? unchunked(body) : body);
                exchange.getResponseHeaders().add("ETag", "\"" + file.hashCode() + "\"");
                send(exchange, keyId, 200, NONE);
            }
            case "DELETE" -> {
                Files.deleteIfExists(file);
                send(exchange, keyId, 204, NONE);
            }
            case "GET", "HEAD" -> read(exchange, keyId, file);
            default -> throw new AwsError(405, "MethodNotAllowed", "The test server does not know this method");
        }
    }

    private void read(HttpExchange exchange, String keyId, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
        }
        byte[] content = Files.readAllBytes(file);
        exchange.getResponseHeaders().add("ETag", "\"" + file.hashCode() + "\"");
        exchange.getResponseHeaders().add("Last-Modified", "Sun, 22 Nov 2026 00:00:00 GMT");
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (range.matches()) {
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2).isEmpty() ? content.length : Integer.parseInt(range.group(2)) + 1;
            int end = Math.min(to, content.length);
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + content.length);
            send(exchange, keyId, 206, Arrays.copyOfRange(content, from, end));
        } else {
            send(exchange, keyId, 200, content);
        }
    }

    private static boolean chunked(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"))
                .startsWith("STREAMING-");
    }

    /** The content of an {@code aws-chunked} body; signatures of chunks and trailers are passed by. */
    private static byte[] unchunked(byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (at < body.length) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int size = Integer.parseInt(head.split(";", -1)[0], 16);
            if (size == 0) {
                break;
            }
            content.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
        return content.toByteArray();
    }

    private void send(HttpExchange exchange, String keyId, int status, byte[] body) throws IOException {
        calls.add(
                new S3Call(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), keyId, status));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
