package io.lockweir.sink.feed;

import java.util.Set;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What an exception from writing data files says about the next attempt. */
final class WriteFailure {

    /** 403 by S3, and yet over with new credentials or the right time. */
    private static final Set<String> PASSING = Set.of(
            "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestTimeTooSkewed", "RequestExpired");

    private static final int FORBIDDEN = 403;
    private static final int CAUSES = 20;

    private WriteFailure() {}

    /** Whether the next attempt will fail in the same way; everything else is an outage, and worth any number of attempts. */
    static boolean refused(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (refusal(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean refusal(Throwable e) {
        if (e instanceof AwsServiceException answer) {
            String code = answer.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(answer.awsErrorDetails().errorCode());
            return (answer.statusCode() == FORBIDDEN || code.equals("AccessDenied")) && !PASSING.contains(code);
        }
        return e instanceof ForbiddenException
                || e instanceof ValidationException
                || e instanceof ConfigException
                || e instanceof ClassCastException
                || e instanceof IllegalArgumentException
                || e instanceof UnsupportedOperationException
                || e instanceof NullPointerException
                || e instanceof IndexOutOfBoundsException
                || e instanceof ArithmeticException;
    }
}
