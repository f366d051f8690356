package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class WriteFailureTest {

    @Test
    void anOutageIsNoRefusal() {
        assertThat(WriteFailure.refused(s3(500, "InternalError"))).isFalse();
        assertThat(WriteFailure.refused(s3(503, "SlowDown"))).isFalse();
        assertThat(WriteFailure.refused(new CompletionException(s3(403, "RequestTimeTooSkewed"))))
                .isFalse();
        assertThat(WriteFailure.refused(SdkClientException.create("refused", new IOException("refused"))))
                .isFalse();
        assertThat(WriteFailure.refused(new UncheckedIOException(new IOException("no space left"))))
                .isFalse();
        assertThat(WriteFailure.refused(new ServiceFailureException("503"))).isFalse();
    }

    @Test
    void whatWillBeSaidAgainIsARefusal() {
        assertThat(WriteFailure.refused(new CompletionException(s3(403, "AccessDenied"))))
                .isTrue();
        assertThat(WriteFailure.refused(new ConfigException("key", "value"))).isTrue();
        assertThat(WriteFailure.refused(new ValidationException("spec"))).isTrue();
        assertThat(WriteFailure.refused(new RuntimeException(new ClassCastException("Long"))))
                .isTrue();
    }

    private static Exception s3(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
