package io.lockweir.cli.command;

import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.ProgressBar;
import io.lockweir.cli.output.Report;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One command: does its work, prints its report, returns the report's exit code. */
abstract class ToolCommand implements Callable<Integer> {
    /** Set by the start script: Java itself cannot tell whether standard error is a terminal. */
    static final String TERMINAL = "lockweir.keys.terminal";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Does the work. Throws {@link io.lockweir.cli.config.UsageException} for what the user has to correct. */
    abstract Report run() throws Exception;

    @Override
    public final Integer call() {
        Report report;
        try {
            report = run();
        } catch (Exception | Error e) {
            report = Failures.report(e);
            if (!common.json()) {
                err().println(report.message());
                err().flush();
            }
        }
        PrintWriter out = spec().commandLine().getOut();
        String text = common.json() ? report.json() : report.text();
        if (!text.isEmpty()) {
            out.println(text);
            out.flush();
        }
        return report.exit().number();
    }

    final CommonOptions common() {
        return common;
    }

    final Progress progress(String what) {
        return common.quiet()
                ? Progress.NONE
                : new ProgressBar(
                        err(),
                        what,
                        Boolean.getBoolean(TERMINAL) ? ProgressBar.Place.TERMINAL : ProgressBar.Place.LOG,
                        System::nanoTime);
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
