package io.lockweir.cli.command;

import io.lockweir.cli.output.ExitCode;
import io.lockweir.cli.output.Report;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "lockweir-keys",
        synopsisSubcommandLabel = "COMMAND",
        description = "Keys and encrypted topics of Lockweir, from the command line.",
        subcommands = {
            InspectCommand.class,
            CreateCommand.class,
            ListCommand.class,
            RotateCommand.class,
            RewrapCommand.class,
            ExportCommand.class,
            RestoreCommand.class,
            ShredCommand.class,
            VerifyCommand.class,
            ReencryptCommand.class,
            SelfTestCommand.class,
            ConfigCommand.class
        },
        versionProvider = Commands.Version.class,
        footer = {
            "",
            "Exit codes, the same for every command: 0 done and nothing wrong; 1 something is wrong, or could not be done now; "
                    + "2 options or configuration are wrong.",
            "Secrets are never options: the file of --config refers to them as ${env:NAME}, ${file:/path:key} or ${dir:/path:file}."
        })
public final class Commands implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private Commands() {}

    /** The command line, ready to execute. */
    public static CommandLine line() {
        CommandLine line = new CommandLine(new Commands());
        line.setUsageHelpWidth(110);
        line.setUsageHelpAutoWidth(false);
        // Arguments must not be expanded from files or looked up: an envelope may begin with anything.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Commands::refused);
        return line;
    }

    /** As every other error: for programs too. */
    private static int refused(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String help = "lockweir-keys " + (command.getParent() == null ? "" : command.getCommandName() + " ")
                + "--help explains the options.";
        if (List.of(arguments).contains("--json")) {
            command.getOut()
                    .println(Report.error(ExitCode.USAGE, e.getMessage() + " " + help)
                            .json());
            command.getOut().flush();
        } else {
            command.getErr().println(e.getMessage());
            command.getErr().println(help);
            command.getErr().flush();
        }
        return ExitCode.USAGE.number();
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name a command.");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lockweir-keys " + ToolIdentity.version()};
        }
    }
}
