package io.lockweir.connect.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose formats a plugin reads and writes. A reader never tries one and then the other. */
public enum Profile {
    /** Our own envelope, bound to its place: docs/wire-format.md. */
    NATIVE,
    /** What Confluent's clients write, with a schema registry: docs/confluent.md. */
    CONFLUENT;

    /** The profile of a name, in any case. */
    public static Optional<Profile> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
