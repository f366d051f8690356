package io.lockweir.connect.rule;

/** What a reader does with a field that was encrypted. */
public enum OnRead {
    /** Must be ciphertext; the clear value takes its place. */
    DECRYPT,
    /** Must be ciphertext; it stays, with its schema. */
    KEEP,
    /** Whatever it is, it is left out of schema and value. */
    DROP
}
