package io.lockweir.sink.tool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about design files. */
@Command(
        name = "design",
        description = "Design files: see docs/governance.md.",
        mixinStandardHelpOptions = true,
        subcommands = {ExportCommand.class, DiffCommand.class, CheckCommand.class})
final class DesignCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: export, diff or check");
    }
}
