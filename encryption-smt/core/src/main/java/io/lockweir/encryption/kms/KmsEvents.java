package io.lockweir.encryption.kms;

/** Hears of every call of a key service. Called on the calling thread: must be quick and must not throw. */
public interface KmsEvents {

    /** A call ended. */
    default void called(KmsCall call) {}
}
