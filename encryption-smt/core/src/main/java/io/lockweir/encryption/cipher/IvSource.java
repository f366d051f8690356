package io.lockweir.encryption.cipher;

/** Where a randomised seal takes its 96-bit IV from. A reader makes nothing of the IV: any source may write for any reader. */
public enum IvSource {
    /** The stream's own {@code fixed ‖ counter} (SP 800-38D, 8.2.1). */
    COUNTER,
    /** 96 fresh random bits (SP 800-38D, 8.2.2). */
    RANDOM,
    /** Whatever the JCE provider generates inside its own boundary, as a validated module demands. */
    PROVIDER
}
