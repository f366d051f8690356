package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.cipher.SivCipher;
import io.lockweir.encryption.envelope.DekId;
import java.util.Optional;

/**
 * An unwrapped data key in the cache, counted by who holds it, the cache included: wiped at the last release. It tells its holders
 * when they must ask again, and its cache whether anybody used it.
 */
final class CachedDek {
    private final DecryptingDek dek;
    private final Scope scope;
    private final Confirmation confirmation;
    private int holds = 1;
    private boolean evicted;
    /** Written for every value: plain on purpose, a lost update costs a question to the key service. */
    private boolean used = true;

    private volatile boolean live = true;

    CachedDek(DecryptingDek dek, Scope scope, Confirmation confirmation) {
        this.dek = dek;
        this.scope = scope;
        this.confirmation = confirmation;
    }

    DekId id() {
        return dek.id();
    }

    Scope scope() {
        return scope;
    }

    /** A hold, if it may be used without asking its KEK. */
    synchronized Optional<Hold> hold(long now) {
        if (evicted || !confirmation.usable(now)) {
            return Optional.empty();
        }
        holds++;
        used = true;
        live = true;
        return Optional.of(new Hold());
    }

    synchronized boolean usable(long now) {
        return !evicted && confirmation.usable(now);
    }

    /** Its KEK was asked, at this time, and gave the key. */
    synchronized void confirmed(long asked) {
        confirmation.confirmed(asked);
        used = false;
    }

    /** Its KEK could not be asked; it may be used on for a while, unless the bound is reached. */
    synchronized boolean survives(long now) {
        if (evicted || confirmation.over(now)) {
            return false;
        }
        confirmation.failed(now);
        return confirmation.usable(now);
    }

    /** Its KEK was asked and lets one wait: before that ends its use, it counts as out of reach. */
    synchronized void unanswered(long now) {
        if (confirmation.runsOut(now)) {
            confirmation.failed(now);
        }
    }

    /** What is to be done about it now. */
    synchronized Due due(long now) {
        if (evicted) {
            return Due.NOTHING;
        }
        if (confirmation.over(now)) {
            return used ? Due.STALE : Due.EXPIRED;
        }
        if (!confirmation.usable(now)) {
            // Whoever still uses it asks.
            live = false;
        }
        return used && confirmation.due(now) ? Due.ASK : Due.NOTHING;
    }

    /** Ends its use at once, for every holder. */
    synchronized void evict() {
        if (!evicted) {
            evicted = true;
            live = false;
            release();
        }
    }

    /** Whatever is held: the source is closed. */
    void wipe() {
        evict();
        dek.wipe();
    }

    private synchronized void release() {
        holds--;
        if (holds == 0) {
            dek.wipe();
        }
    }

    /** What a cached key needs. */
    enum Due {
        NOTHING,
        /** Ask its KEK ahead. */
        ASK,
        /** Used, and its KEK was not heard of for too long. */
        STALE,
        /** Not used any more. */
        EXPIRED
    }

    /** One holder's share. */
    final class Hold implements DataKey {
        private boolean released;

        @Override
        public DekId id() {
            return dek.id();
        }

        @Override
        public Opener opener() {
            return dek.opener();
        }

        /** The cipher of a join domain, whose key encrypts although it was read from a store. */
        SivCipher joinCipher() {
            return dek.derived().cipherKey().use(SivCipher::new);
        }

        @Override
        public boolean live() {
            if (!used) {
                used = true;
            }
            return live;
        }

        @Override
        public void close() {
            synchronized (CachedDek.this) {
                if (!released) {
                    released = true;
                    release();
                }
            }
        }
    }
}
