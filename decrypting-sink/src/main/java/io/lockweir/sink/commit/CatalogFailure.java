package io.lockweir.sink.commit;

import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/** What an exception from a catalog says about the next attempt. Says nothing about whether this one was applied. */
public enum CatalogFailure {
    /** Down, slow, rate limited, a token expired, or someone else was faster: worth any number of attempts. */
    PASSING,
    /** The table is not there. */
    MISSING,
    /** The catalog will say the same again. */
    REFUSED;

    public static CatalogFailure of(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof NoSuchTableException || cause instanceof NoSuchNamespaceException) {
            return MISSING;
        }
        if (AwsRefusal.is(cause)
                || cause instanceof ForbiddenException
                || cause instanceof BadRequestException
                || cause instanceof UnprocessableEntityException
                || cause instanceof ValidationException
                || cause instanceof IllegalArgumentException
                || cause instanceof IllegalStateException) {
            return REFUSED;
        }
        return PASSING;
    }

    /** What the catalog said, without Iceberg's advice on unknown commits around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CommitStateUnknownException) {
            @Nullable Throwable next = cause.getCause();
            if (next == null) {
                return cause;
            }
            cause = next;
        }
        return cause;
    }
}
