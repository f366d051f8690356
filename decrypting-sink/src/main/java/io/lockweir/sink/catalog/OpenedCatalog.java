package io.lockweir.sink.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's catalog: opened at the first use, and anew when it is told that its session is not accepted. Iceberg gives up
 * renewing a token after a few failures in a row (1.12: five within some seconds), and the session is dead from then on, however
 * healthy the token server is again.
 *
 * <p>A catalog that hangs keeps nobody waiting but its own tenant.
 */
final class OpenedCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedCatalog.class);
    /** Between two openings that both succeed: one that is refused all the same is no help against the refusal. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<SinkCatalog> opener;
    private final Clock clock;
    private Instant notBefore = Instant.MIN;
    private @Nullable SinkCatalog current;
    /** Tables loaded by it may still be written to; closed when the next one retires. */
    private @Nullable SinkCatalog retired;

    OpenedCatalog(Supplier<SinkCatalog> opener, Clock clock) {
        this.opener = opener;
        this.clock = clock;
    }

    synchronized SinkCatalog catalog() {
        SinkCatalog open = current;
        if (open == null) {
            open = open();
            current = open;
        }
        return open;
    }

    /** Asks, and once more by a new session if the first is not accepted. */
    <T> T ask(Function<SinkCatalog, T> question) {
        SinkCatalog asked = catalog();
        try {
            return question.apply(asked);
        } catch (NotAuthorizedException e) {
            if (!renew(asked)) {
                throw e;
            }
            return question.apply(catalog());
        }
    }

    /** Whether there is another one than the refused one now. */
    private synchronized boolean renew(SinkCatalog refused) {
        if (current != refused) {
            return true;
        }
        if (clock.instant().isBefore(notBefore)) {
            return false;
        }
        SinkCatalog fresh = open();
        LOG.info("The catalog did not accept the session any more; there is a new one");
        notBefore = clock.instant().plus(PAUSE);
        close(retired);
        retired = refused;
        current = fresh;
        return true;
    }

    private SinkCatalog open() {
        try {
            return opener.get();
        } catch (BadRequestException e) {
            // A token server's word for a client that may not have tokens now.
            throw new NotAuthorizedException(e, "Refused when opening the catalog: %s", e.getMessage());
        }
    }

    synchronized void close() {
        close(retired);
        close(current);
        retired = null;
        current = null;
    }

    private static void close(@Nullable SinkCatalog catalog) {
        if (catalog != null) {
            catalog.close();
        }
    }
}
