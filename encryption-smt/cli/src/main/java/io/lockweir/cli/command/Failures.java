package io.lockweir.cli.command;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.ExitCode;
import io.lockweir.cli.output.Report;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.kms.KmsException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.connect.errors.DataException;

/** Makes an error a report. The text of exceptions that are not ours is left out where it can quote a value. */
final class Failures {
    private Failures() {}

    static Report report(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof ConfigException) {
            return Report.error(ExitCode.USAGE, text(failure));
        }
        return Report.error(ExitCode.FINDING, message(failure));
    }

    /** What may be told. */
    static String message(Throwable failure) {
        boolean ours = failure instanceof KeyUnavailableError
                || failure instanceof EnvelopeException
                || failure.getClass().getName().startsWith("io.lockweir.");
        Throwable cause = failure.getCause();
        if (ours || failure instanceof ApiException) {
            return text(failure);
        }
        if (cause instanceof ApiException || cause instanceof KmsException) {
            return text(cause);
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "Failed with " + failure.getClass().getName()
                + (failure instanceof DataException ? " in a converter" : "")
                + (trace.length == 0 ? "" : " at " + trace[0])
                + ". Its text is not shown: it may hold a value.";
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
