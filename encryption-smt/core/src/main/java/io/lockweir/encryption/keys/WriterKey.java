package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.GcmSealer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A data key one process encrypts with, and what is left of its budget. Guarded by its {@link RotatingKey}. Every stream has a number
 * below 2^16 of its own and the fixed IV field {@code r + number}; a returned stream is continued where it stopped.
 */
final class WriterKey {
    private static final int MAX_STREAMS = 1 << 16;
    private static final int LEASE_USES = 4096;
    private static final long LEASE_BYTES = 1L << 19;

    /** An encryptor's place in the IV space, and its cipher. Belongs to one thread until it is returned. */
    record Stream(int number, GcmSealer sealer) {}

    private final DerivedKey key;
    private final int random;
    private final long oldest;
    private final long preparesAt;
    private final KeyBudget budget;
    private final Deque<Stream> returned = new ArrayDeque<>();
    private int streams;
    private long usesLeft;
    private long bytesLeft;
    /** Read for every value: the one check that also tells a thread with a lease that the key was retired. */
    private volatile long expires;

    /**
     * A new key.
     *
     * @param random r of the specification, random for every data key
     * @param now the time in milliseconds
     */
    WriterKey(DerivedKey key, int random, KeyBudget budget, long now) {
        this.key = key;
        this.random = random;
        this.budget = budget;
        this.usesLeft = budget.uses();
        this.bytesLeft = budget.bytes();
        long age = budget.maxAge().toMillis();
        this.oldest = now + age;
        this.expires = oldest;
        this.preparesAt = now + age / 4 * 3;
    }

    DerivedKey key() {
        return key;
    }

    long expires() {
        return expires;
    }

    /** Allows its use up to a time, but never beyond its maximum age. A retired key stays retired. */
    synchronized void confirm(long until) {
        if (expires != Long.MIN_VALUE) {
            expires = Math.min(oldest, until);
        }
    }

    /** Ends its use, for threads with a lease too. */
    synchronized void retire() {
        expires = Long.MIN_VALUE;
    }

    /** Whether one value can be encrypted at all. */
    boolean fits(int plaintextBytes) {
        return plaintextBytes <= budget.bytes();
    }

    boolean serves(int plaintextBytes, long now) {
        return now < expires && usesLeft > 0 && bytesLeft >= plaintextBytes;
    }

    boolean hasStream() {
        return streams < MAX_STREAMS || !returned.isEmpty();
    }

    /** Whether three quarters of the budget are gone. */
    boolean wantsSuccessor(long now) {
        return now >= preparesAt || usesLeft <= budget.uses() / 4 || bytesLeft <= budget.bytes() / 4;
    }

    int takeUses() {
        // A small budget is shared out in smaller leases, so that one thread does not take it all.
        int uses = (int) Math.min(usesLeft, Math.min(LEASE_USES, Math.max(1, budget.uses() / 64)));
        usesLeft -= uses;
        return uses;
    }

    long takeBytes(int plaintextBytes) {
        long bytes = Math.min(bytesLeft, Math.max(plaintextBytes, Math.min(LEASE_BYTES, budget.bytes() / 64)));
        bytesLeft -= bytes;
        return bytes;
    }

    void giveBack(int uses, long bytes) {
        usesLeft += uses;
        bytesLeft += bytes;
    }

    /** A returned stream goes on where it stopped: its counter stands in its sealer. */
    Stream openStream() {
        Stream stream = returned.poll();
        if (stream == null) {
            int number = streams++;
            stream = key.cipherKey().use(bytes -> new Stream(number, new GcmSealer(bytes, random + number)));
        }
        return stream;
    }

    void closeStream(Stream stream) {
        returned.add(stream);
    }

    void wipe() {
        retire();
        key.wipe();
        returned.clear();
    }
}
