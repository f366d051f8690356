package io.lockweir.sink.feed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import javax.net.ssl.SSLException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An exception from writing data files, told without a value: file formats quote the one that does not fit (Parquet's decimal
 * writer does). So classes and the places they were thrown at are told of all exceptions, texts only of those of storage and
 * of our own checks.
 */
final class FailureText {
    private static final int CAUSES = 20;

    private FailureText() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            text.append(depth == 0 ? "" : "; caused by ")
                    .append(cause.getClass().getName());
            if (tellable(cause)) {
                text.append(": ").append(cause.getMessage());
            }
            StackTraceElement[] frames = cause.getStackTrace();
            if (frames.length > 0) {
                text.append(" (at ").append(frames[0]).append(')');
            }
            cause = cause.getCause();
        }
        return text.toString();
    }

    /** All causes too: by default an exception repeats the text of its cause. */
    private static boolean tellable(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (!ofStorage(cause)) {
                return false;
            }
            cause = cause.getCause();
        }
        return cause == null;
    }

    /** Named one by one: among I/O exceptions are those of encoders, which quote what they encode. */
    private static boolean ofStorage(Throwable e) {
        return e instanceof SdkException
                || e instanceof RESTException
                || e instanceof NotFoundException
                || e instanceof ConfigException
                || e instanceof UncheckedIOException
                || e instanceof FileSystemException
                || e instanceof FileNotFoundException
                || e instanceof SocketException
                || e instanceof UnknownHostException
                || e instanceof InterruptedIOException
                || e instanceof SSLException
                || e.getClass() == IOException.class;
    }
}
