package io.lockweir.sink.commit;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Whether a service of AWS, or one that speaks like it, refuses for good. */
public final class AwsRefusal {

    private static final int FORBIDDEN = 403;

    /** Refusals too, and yet over with new credentials or the right time. */
    private static final Set<String> PASSING = Set.of(
            "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestTimeTooSkewed", "RequestExpired");

    private AwsRefusal() {}

    public static boolean is(Throwable failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return false;
        }
        String code = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        return (answer.statusCode() == FORBIDDEN || code.startsWith("AccessDenied")) && !PASSING.contains(code);
    }
}
