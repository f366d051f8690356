package io.lockweir.sink.commit;

import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;

/** What an operator can do about an exception from a catalog. */
public final class CatalogAdvice {

    private CatalogAdvice() {}

    /** To be put behind what the catalog said; empty if it said all there is. */
    public static String of(Throwable failure) {
        Throwable cause = CatalogFailure.cause(failure);
        if (cause instanceof NotAuthorizedException) {
            return "; the catalog or its token server does not accept who the sink says it is: enable its client, or correct"
                    + " the credential in iceberg.catalog.* or tenants.*.catalog.*. Nothing is lost, it is tried again";
        }
        if (cause instanceof ForbiddenException || AwsRefusal.is(cause)) {
            String grant =
                    "; grant the sink's principal load and commit on the table, and read and write on its location";
            // Iceberg keeps to itself what the service said, such as which action it denies to whom.
            return cause.getCause() == null
                    ? grant
                    : grant + "; it said: " + cause.getCause().getMessage();
        }
        return "";
    }
}
