package io.lockweir.encryption.policy;

/**
 * Where randomised encryption takes its 96-bit IVs from. Every reader reads all of them. A data key is used 2^31 times at most,
 * which is below the 2^32 that SP 800-38D (8.3) allows for random IVs.
 */
public enum IvMode {
    /** A stream of its own per encryptor: unique by construction, and the fastest. */
    COUNTER,
    /** 96 fresh random bits from the platform's {@code SecureRandom}. */
    RANDOM,
    /** Made inside the JCE provider that encrypts: the only way that a FIPS 140 validated module accepts. */
    PROVIDER
}
