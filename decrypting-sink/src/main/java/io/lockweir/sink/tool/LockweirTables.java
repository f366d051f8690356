package io.lockweir.sink.tool;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Exit codes: 0 as asked, 1 a finding or a server that gives no answer, 2 wrong options or configuration. */
@Command(
        name = "lockweir-tables",
        description = "Designs of the tables that the Iceberg sink writes to.",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        subcommands = {DesignCommand.class})
public final class LockweirTables {

    private LockweirTables() {}

    public static void main(String[] arguments) {
        // Clients of catalogs leave threads behind.
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        CommandLine line = new CommandLine(new LockweirTables());
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        return line;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        Throwable cause = e.getCause();
        err.println("lockweir-tables: " + e.getMessage() + (cause == null ? "" : ": " + cause));
        err.flush();
        return e instanceof UsageException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
