package io.lockweir.connect;

/** Whose formats a plugin reads and writes. A reader never tries one and then the other. */
public enum Profile {
    /** Our own envelope, bound to its place: docs/wire-format.md. */
    NATIVE,
    /** What Confluent's clients write, with a schema registry: docs/confluent.md. */
    CONFLUENT
}
