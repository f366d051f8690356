package io.lockweir.kms.vault;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one token of a client: got by the first call, renewed in the background at two thirds of its life, got anew when it can't be
 * renewed or is refused. In the background because a token that was given to us, and idles past its end, can't be got again.
 */
final class VaultSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultSession.class);
    private static final Attempt RENEWAL = new Attempt("renew the token", "Vault", "for all keys");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private final VaultConnection connection;
    private final Login login;
    private final Clock clock;
    private final ScheduledExecutorService renewals;
    private volatile @Nullable Lease lease;
    private @Nullable ScheduledFuture<?> next;

    VaultSession(VaultConnection connection, Login login, Clock clock) {
        this.connection = connection;
        this.login = login;
        this.clock = clock;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lockweir-vault-renewal");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.renewals = executor;
    }

    /** A token that lives. Who finds one does not wait for whoever gets the next one, however long Vault takes for that. */
    String token(Attempt attempt) throws KmsException {
        Lease current = lease;
        return current == null || current.isOver(clock.instant()) ? loggedInOnce(attempt) : current.token();
    }

    /**
     * A token in place of one that was refused; another thread may have got it already. The same token when it lives: then the
     * refusal was meant, and a login, of which some roles have a number, would be wasted.
     */
    synchronized String tokenAfter(String refused, Attempt attempt) throws KmsException {
        Lease current = lease;
        if (current != null && !current.token().equals(refused)) {
            return token(attempt);
        }
        boolean lives =
                connection.get(attempt, "auth/token/lookup-self", refused).isOk();
        if (lives) {
            return refused;
        }
        lease = null;
        return loggedIn(attempt);
    }

    private synchronized String loggedInOnce(Attempt attempt) throws KmsException {
        Lease current = lease;
        return current == null || current.isOver(clock.instant()) ? loggedIn(attempt) : current.token();
    }

    private String loggedIn(Attempt attempt) throws KmsException {
        Lease fresh = login.login(attempt, clock.instant());
        keep(fresh);
        return fresh.token();
    }

    private void keep(Lease fresh) {
        lease = fresh;
        if (fresh.ends() && !renewals.isShutdown()) {
            Duration left = Duration.between(clock.instant(), fresh.begin().plus(fresh.length()));
            Duration pause = left.multipliedBy(2).dividedBy(3);
            Duration atLeast = pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
            ScheduledFuture<?> before = next;
            if (before != null) {
                before.cancel(false);
            }
            next = renewals.schedule(() -> renew(fresh), atLeast.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void renew(Lease old) {
        if (!old.equals(lease)) {
            return;
        }
        try {
            if (!old.renewable() || !renewed(old)) {
                loggedIn(RENEWAL);
            }
        } catch (KmsException e) {
            LOG.warn("The Vault token is not renewed: {}", e.getMessage());
            Instant now = clock.instant();
            if (!old.isOver(now)) {
                // Still good for calls; tried again at two thirds of what is left.
                keep(old);
            }
        }
    }

    /** Whether the renewal gave a life worth having; near its longest life a token gets less and less. */
    private boolean renewed(Lease old) throws KmsException {
        RestAnswer answer = connection.post(RENEWAL, "auth/token/renew-self", old.token(), new JsonObject());
        if (answer.isTemporary()) {
            throw RENEWAL.unavailable("Vault answered HTTP " + answer.status());
        }
        Lease fresh = Lease.of(answer.in("auth"), old.token(), clock.instant());
        boolean worthwhile =
                answer.isOk() && fresh.length().compareTo(old.length().dividedBy(2)) > 0;
        if (worthwhile) {
            keep(fresh);
        }
        return worthwhile;
    }

    @Override
    public void close() {
        renewals.shutdownNow();
    }
}
