package io.lockweir.registry.rule;

/** Turns a plaintext into a blob, or a blob into a plaintext, under the data key of a rule. Safe for many threads. */
@FunctionalInterface
public interface FieldCipher {

    /** The other form of some bytes. */
    byte[] turned(EncryptionRule rule, byte[] bytes);
}
