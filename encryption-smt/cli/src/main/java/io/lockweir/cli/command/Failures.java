package io.lockweir.cli.command;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.ExitCode;
import io.lockweir.cli.output.Report;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.kms.KmsException;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.DataException;

/** Makes an error a report. The text of exceptions that are not ours is left out where it can quote a value. */
final class Failures {
    private Failures() {}

    static Report report(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof ConfigException) {
            return Report.error(ExitCode.USAGE, text(failure));
        }
        if (failure instanceof FileSystemException file) {
            return Report.error(
                    ExitCode.USAGE,
                    "File " + file.getFile() + " can't be used ("
                            + file.getClass().getSimpleName() + "). Check its path and your rights.");
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
            return text(failure) + advice(failure);
        }
        if (cause instanceof ApiException || cause instanceof KmsException) {
            return text(cause) + advice(cause);
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "Failed with " + failure.getClass().getName()
                + (failure instanceof DataException ? " in a converter" : "")
                + (trace.length == 0 ? "" : " at " + trace[0])
                + ". Its text is not shown: it may hold a value.";
    }

    /** Kafka says how long it waited and not for whom. */
    private static String advice(Throwable failure) {
        return failure instanceof TimeoutException
                ? " (" + TimeoutException.class.getSimpleName()
                        + "). Check that the brokers of kafka.bootstrap.servers answer, and run it again: what was stopped goes on."
                : "";
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
