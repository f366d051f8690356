package io.lockweir.benchmarks.smt;

import java.util.Locale;

/** The two directions. */
enum Verb {
    ENCRYPT,
    DECRYPT;

    /** The benchmark's method, and the beginning of a result's name. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
