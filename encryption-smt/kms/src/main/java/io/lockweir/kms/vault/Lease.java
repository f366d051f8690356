package io.lockweir.kms.vault;

import io.lockweir.kms.rest.RestAnswer;
import java.time.Duration;
import java.time.Instant;

/**
 * A token and how long it lives.
 *
 * @param length how long it was given for; zero for a token that does not end
 */
record Lease(String token, Duration length, boolean renewable, Instant begin) {

    /** The {@code auth} part of a login's or a renewal's answer. */
    static Lease of(RestAnswer auth, String token, Instant now) {
        return new Lease(token, Duration.ofSeconds(auth.number("lease_duration")), auth.flag("renewable"), now);
    }

    boolean ends() {
        return !length.isZero();
    }

    boolean isOver(Instant now) {
        return ends() && !now.isBefore(begin.plus(length));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Lease of " + length + " from " + begin;
    }
}
