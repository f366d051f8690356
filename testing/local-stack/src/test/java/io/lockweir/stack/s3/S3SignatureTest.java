package io.lockweir.stack.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class S3SignatureTest {
    @Test
    void signsTheSameRequestTheSameWayAndAnotherOneOtherwise() {
        S3Signature signature = new S3Signature("id", "secret");
        Instant now = Instant.parse("2026-11-22T10:11:12Z");
        Map<String, String> headers = signature.headers("GET", "127.0.0.1:80", "/bucket", now);
        assertThat(headers)
                .containsEntry("x-amz-date", "20261122T101112Z")
                .containsEntry(
                        "x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                .isEqualTo(signature.headers("GET", "127.0.0.1:80", "/bucket", now));
        assertThat(headers.get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=id/20261122/us-east-1/s3/aws4_request, SignedHeaders=")
                .isNotEqualTo(
                        signature.headers("PUT", "127.0.0.1:80", "/bucket", now).get("Authorization"));
    }
}
