package io.lockweir.stack.s3;

import io.lockweir.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/** Signed requests without a body; enough to list and to create buckets, and to look for objects. */
public final class S3Requests {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI endpoint;
    private final S3Signature signature;
    private final Clock clock;

    public S3Requests(URI endpoint, String accessKey, String secretKey, Clock clock) {
        this.endpoint = endpoint;
        this.signature = new S3Signature(accessKey, secretKey);
        this.clock = clock;
    }

    /**
     * Sends a request and returns the answer's HTTP status.
     *
     * @param path {@code /bucket/key} of characters that need no escape
     */
    public int send(String method, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.noBody());
        signature
                .headers(method, endpoint.getAuthority(), path, clock.instant())
                .forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** One that exists is left as it is. */
    public void createBucket(String bucket) {
        try {
            int status = send("PUT", "/" + bucket);
            if (status != 200 && status != 409) {
                throw new StackException("cannot create bucket " + bucket + ": the object store answered " + status);
            }
        } catch (IOException e) {
            throw new StackException("cannot create bucket " + bucket + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while creating bucket " + bucket, e);
        }
    }
}
