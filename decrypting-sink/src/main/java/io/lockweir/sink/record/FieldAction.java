package io.lockweir.sink.record;

/** What the policy of a table does with a field. A field the policy does not name must be clear and is written. */
public enum FieldAction {
    /** Must be ciphertext; the decrypted value is written. */
    DECRYPT,
    /** Must be ciphertext; the ciphertext is written, into a text or binary column. */
    KEEP,
    /** Whatever it is, it is not written. */
    DROP
}
