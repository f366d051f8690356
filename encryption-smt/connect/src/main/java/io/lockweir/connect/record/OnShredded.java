package io.lockweir.connect.record;

/** What a reader puts in the place of a value whose subject was shredded. */
public enum OnShredded {
    /** Nothing: the record fails, and goes to the dead-letter queue where there is one. */
    FAIL,
    /** Null. The field's schema becomes optional, without a default. */
    NULL,
    /** The text {@code [shredded]} for text, null for everything else. */
    REDACT
}
