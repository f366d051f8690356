package io.lockweir.cli.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its own commands. */
abstract class CommandGroup implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final void run() {
        CommandSpec group = Objects.requireNonNull(spec);
        throw new ParameterException(
                group.commandLine(),
                "Name one of " + String.join(", ", group.subcommands().keySet()) + ".");
    }
}
