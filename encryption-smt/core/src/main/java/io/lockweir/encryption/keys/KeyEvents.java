package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.kms.KmsEvents;
import io.lockweir.encryption.kms.KmsException;
import java.time.Duration;
import java.util.List;

/**
 * Hears of everything that happens to keys, for metrics and the audit log. Only ids, labels, counts and durations: nothing here is
 * secret. Called by many threads, on the thread where it happens: must be quick and must not throw. A source closes its events last.
 */
public interface KeyEvents extends KmsEvents, AutoCloseable {
    /** Hears nothing. */
    KeyEvents NONE = new KeyEvents() {};

    /** A data key was generated in this process and wrapped under these KEKs; not used yet. */
    default void created(DekId id, Scope scope, List<String> kekLabels) {}

    /** The store acknowledged a data key's record. */
    default void published(DekId id, Scope scope, List<String> kekLabels, Duration took) {}

    /** Another data key encrypts a scope from now on; the first one too. */
    default void rotated(Scope scope, DekId current) {}

    /** A thread may encrypt so many values with a data key before it asks again; negative for what it gave back. */
    default void leased(DekId id, int uses) {}

    /** A published data key was unwrapped, for the first time or to see whether it still may be used. */
    default void unwrapped(DekId id, Scope scope, String kekLabel, Duration took) {}

    /** A KEK confirmed that an encrypting data key may still be used. */
    default void confirmed(DekId id, Scope scope, String kekLabel) {}

    /** A data key was asked for and was in the cache, or was not. Once per data key and engine, not per value. */
    default void lookedUp(DekId id, Lookup result) {}

    /** A KEK refused. What depends on it is evicted. */
    default void denied(DekId id, Scope scope, String kekLabel, KmsException.Kind kind) {}

    /** A KEK or the store could not be asked; {@code from} is the KEK label, or "store". */
    default void unavailable(DekId id, Scope scope, String from) {}

    /** A data key is no longer used by this process. */
    default void evicted(DekId id, Scope scope, Eviction reason) {}

    /** A record that carries an id does not unwrap to it: damaged, or forged. It is ignored. */
    default void poisoned(DekId id, String kekLabel) {}

    /**
     * A record in a store does not count: a null, garbage, or written by somebody who may not. It hides no other.
     *
     * @param store what it holds: "deks" or "subjects"
     */
    default void poison(String store, int partition, long offset) {}

    /** A subject's data keys were destroyed. {@code subject} is the public pseudonym (a keyed hash), never the subject. */
    default void shredded(String subject, Scope scope) {}

    /** A data key was made here, wrapped, and taken by the schema registry. */
    default void registered(RegistryKey key) {}

    /** A data key of the schema registry was unwrapped. */
    default void opened(RegistryKey key) {}

    /** A data key of the schema registry can't be had: it is not there, or somebody refused it. */
    default void refused(RegistryKey key, KeyUnavailableError.Reason reason) {}

    @Override
    default void close() {}

    /** The answer of the cache. */
    enum Lookup {
        HIT,
        MISS,
        /** Known to be unknown: not waited for again. */
        NEGATIVE
    }

    /** Why a data key went. */
    enum Eviction {
        /** A KEK refused. */
        DENIED,
        /** No KEK could be asked for longer than the stated bound. */
        STALE,
        /** Its record is gone, or does not unwrap any more. */
        GONE,
        /** Not used for a while. */
        EXPIRED,
        /** To make room. */
        CROWDED_OUT,
        /** Its budget or its age is used up. */
        ROTATED,
        /** Its subject was shredded. */
        SHREDDED,
        /** The key source was closed. */
        CLOSED
    }
}
