package io.lockweir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Groups what makes keys. */
@Command(
        name = "create",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes keys: a keyset, or the data key of a join domain.",
        subcommands = {CreateKeysetCommand.class, CreateDomainCommand.class})
final class CreateCommand extends CommandGroup {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;
}
