package io.lockweir.sink.feed;

import io.lockweir.sink.commit.AwsRefusal;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.kafka.common.config.ConfigException;

/** What an exception from writing data files says about the next attempt. */
final class WriteFailure {

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
        return AwsRefusal.is(e)
                || e instanceof ForbiddenException
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
