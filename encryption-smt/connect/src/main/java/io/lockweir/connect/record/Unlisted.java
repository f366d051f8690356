package io.lockweir.connect.record;

/** What a reader does with a field that carries the mark of an encrypted field and that no rule names. */
public enum Unlisted {
    /** Leave the ciphertext. */
    KEEP,
    /** Fail with {@link FieldFailure#CIPHERTEXT_WHERE_CLEAR_EXPECTED}. */
    FAIL
}
