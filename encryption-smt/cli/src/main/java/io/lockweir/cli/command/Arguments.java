package io.lockweir.cli.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments that picocli has already made sure of. */
final class Arguments {
    private Arguments() {}

    static <T> T given(@Nullable T argument) {
        return Objects.requireNonNull(argument, "picocli requires it");
    }
}
