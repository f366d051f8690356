package io.lockweir.sink.tool;

import io.lockweir.sink.reconcile.ReadFailure;
import java.io.PrintWriter;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;

/** The program that compares a table with its source. Exit codes: 0 equal, 1 differs, 2 wrong options or configuration, 3 could not run. */
public final class LockweirReconcile {
    static final int EQUAL = 0;
    static final int DIFFERS = 1;
    static final int USAGE = 2;
    static final int COULD_NOT_RUN = 3;

    private LockweirReconcile() {}

    public static void main(String[] arguments) {
        // Clients of catalogs leave threads behind.
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        CommandLine line = new CommandLine(new ReconcileCommand());
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        return line;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("lockweir-reconcile: " + text(e));
        err.flush();
        return e instanceof UsageException || e instanceof ConfigException ? USAGE : COULD_NOT_RUN;
    }

    /** Texts that are not ours can quote a value. */
    private static String text(Exception e) {
        Throwable cause = e.getCause();
        if (e instanceof ReadFailure && cause != null && !(cause instanceof ReadFailure)) {
            return e.getMessage() + ": " + cause.getClass().getName();
        }
        if (e instanceof ReadFailure
                || e instanceof UsageException
                || e instanceof ConfigException
                || e instanceof NoSuchTableException) {
            return String.valueOf(e.getMessage());
        }
        StackTraceElement[] trace = e.getStackTrace();
        return "failed with " + e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])
                + "; its text is not shown, since it may hold a value";
    }
}
