package io.lockweir.kms.rest;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsUnavailableException;
import io.lockweir.kms.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an access token fresh: fetched by one thread at a time, a few minutes before the old one ends, and used to its end when the
 * issuer is not reached.
 */
public final class AccessTokens {
    private static final Duration AHEAD = Duration.ofMinutes(3);

    private final Source source;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable AccessToken current;

    public AccessTokens(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Sends a request with a token; a token that is not accepted is replaced once. */
    public RestAnswer authorised(Attempt attempt, Call call) throws KmsException {
        AccessToken token = current(attempt);
        RestAnswer answer = call.send(headers(token));
        if (answer.status() != 401) {
            return answer;
        }
        reject(token);
        return call.send(headers(current(attempt)));
    }

    private static Map<String, String> headers(AccessToken token) {
        return Map.of("Authorization", "Bearer " + token.value());
    }

    /** A token that lives. */
    AccessToken current(Attempt attempt) throws KmsException {
        AccessToken token = current;
        if (token != null && clock.instant().isBefore(token.expires().minus(AHEAD))) {
            return token;
        }
        if (token != null && clock.instant().isBefore(token.expires())) {
            if (!fetching.tryLock()) {
                // Somebody is fetching the next one, which may take the issuer's time; this one is good until then.
                return token;
            }
        } else {
            fetching.lock();
        }
        try {
            return fetched(attempt);
        } finally {
            fetching.unlock();
        }
    }

    /** Forgets a token that the service did not accept. */
    private void reject(AccessToken refused) {
        fetching.lock();
        try {
            if (refused.equals(current)) {
                current = null;
            }
        } finally {
            fetching.unlock();
        }
    }

    private AccessToken fetched(Attempt attempt) throws KmsException {
        AccessToken old = current;
        if (old != null && clock.instant().isBefore(old.expires().minus(AHEAD))) {
            return old;
        }
        try {
            AccessToken fresh = source.fetch(attempt);
            current = fresh;
            return fresh;
        } catch (KmsUnavailableException e) {
            if (old != null && clock.instant().isBefore(old.expires())) {
                return old;
            }
            throw e;
        }
    }

    /** One request with its headers. */
    public interface Call {
        RestAnswer send(Map<String, String> headers) throws KmsException;
    }

    /** Where tokens come from. */
    public interface Source {
        AccessToken fetch(Attempt attempt) throws KmsException;
    }
}
