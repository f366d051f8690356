package io.lockweir.cli.command;

import io.lockweir.cli.config.UsageException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments that picocli has already made sure of. */
final class Arguments {
    private Arguments() {}

    /** @throws UsageException if an option is given that would have no effect, so that nobody takes it for one that had */
    static void refuse(boolean given, String option, String why) {
        if (given) {
            throw new UsageException("Option " + option + " has no effect " + why + ". Leave it out.");
        }
    }

    static <T> T given(@Nullable T argument) {
        return Objects.requireNonNull(argument, "picocli requires it");
    }
}
