package io.lockweir.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class CatalogFailureTest {

    @Test
    void waitsForWhatMayPass() {
        assertThat(CatalogFailure.of(new ServiceFailureException("503"))).isEqualTo(CatalogFailure.PASSING);
        assertThat(CatalogFailure.of(new NotAuthorizedException("401"))).isEqualTo(CatalogFailure.PASSING);
        assertThat(CatalogFailure.of(aws(403, "ExpiredToken"))).isEqualTo(CatalogFailure.PASSING);
        assertThat(CatalogFailure.of(aws(400, "ThrottlingException"))).isEqualTo(CatalogFailure.PASSING);
    }

    @Test
    void knowsARefusalInWhateverWords() {
        assertThat(CatalogFailure.of(new CommitStateUnknownException(new ForbiddenException("403"))))
                .isEqualTo(CatalogFailure.REFUSED);
        assertThat(CatalogFailure.of(aws(400, "AccessDeniedException"))).isEqualTo(CatalogFailure.REFUSED);
        assertThat(CatalogFailure.of(aws(403, "SignatureDoesNotMatch"))).isEqualTo(CatalogFailure.REFUSED);
        assertThat(CatalogFailure.of(new NoSuchTableException("gone"))).isEqualTo(CatalogFailure.MISSING);
    }

    @Test
    void saysWhatToDoAndWhatTheServiceSaid() {
        assertThat(CatalogAdvice.of(new NotAuthorizedException("401"))).contains("enable its client", "tried again");
        assertThat(CatalogAdvice.of(new ForbiddenException(aws(400, "AccessDeniedException"), "Glue cannot access")))
                .contains("grant the sink's principal", "it said: AccessDeniedException");
        assertThat(CatalogAdvice.of(aws(400, "AccessDeniedException"))).contains("grant the sink's principal");
        assertThat(CatalogAdvice.of(new ServiceFailureException("503"))).isEmpty();
    }

    private static RuntimeException aws(int status, String code) {
        return AwsServiceException.builder()
                .message(code)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .build())
                .build();
    }
}
