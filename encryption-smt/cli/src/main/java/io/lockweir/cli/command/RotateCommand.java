package io.lockweir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Groups what changes the key that encrypts. */
@Command(
        name = "rotate",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Changes the key that encrypts. Data keys of key.source=envelope need no command: every writer makes its own and "
                        + "changes it by dek.max.age.ms and dek.max.uses. For a new KEK see rewrap, for the key of shredding shred --finalize.",
        subcommands = RotateKeysetCommand.class)
final class RotateCommand extends CommandGroup {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;
}
