package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailureTextTest {

    @Test
    void tellsWhatStorageSaid() {
        assertThat(FailureText.of(S3Exception.builder()
                        .message("Access Denied")
                        .statusCode(403)
                        .build()))
                .contains("S3Exception: Access Denied");
        assertThat(FailureText.of(new RuntimeIOException(new IOException("No space left on device"))))
                .contains("RuntimeIOException: ", "; caused by java.io.IOException: No space left on device (at ");
        assertThat(FailureText.of(SdkClientException.create("refused", new FileSystemException("/staging"))))
                .contains("SdkClientException: refused", "FileSystemException: /staging");
        assertThat(FailureText.of(new ServiceFailureException("503"))).contains(": 503");
        assertThat(FailureText.of(new ConfigException("Table t demands avro"))).contains(": Table t demands avro");
    }

    @Test
    void tellsOfOtherExceptionsOnlyWhatTheyAreAndWhereTheyComeFrom() {
        String text = FailureText.of(new RuntimeException("canary", new IllegalArgumentException("canary")));

        assertThat(text)
                .startsWith("java.lang.RuntimeException (at io.lockweir.sink.feed.FailureTextTest.")
                .contains("; caused by java.lang.IllegalArgumentException (at ")
                .doesNotContain("canary");
    }

    @Test
    void tellsNoTextThatMayRepeatTheOneOfACause() {
        for (Exception cause : new Exception[] {
            new IllegalArgumentException("canary"), new UTFDataFormatException("encoded string (canary) too long")
        }) {
            assertThat(FailureText.of(new UncheckedIOException(new IOException(cause))))
                    .contains(
                            "UncheckedIOException (at ",
                            "IOException (at ",
                            cause.getClass().getName())
                    .doesNotContain("canary");
        }
    }

    @Test
    void endsWhereCausesGoInACircle() {
        Exception first = new IOException("canary");
        first.initCause(new IOException("canary", first));

        assertThat(FailureText.of(first)).doesNotContain("canary");
    }
}
