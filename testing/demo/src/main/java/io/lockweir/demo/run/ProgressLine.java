package io.lockweir.demo.run;

import java.io.PrintStream;
import java.time.Duration;

/** One line about the state of things: rewritten in place on a terminal, a new line every ten seconds elsewhere. */
public final class ProgressLine {
    /** System property: whether standard error is a terminal. Java cannot tell; demo.sh can. */
    public static final String TERMINAL_PROPERTY = "lockweir.demo.terminal";

    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private long lastNanos = System.nanoTime() - QUIET_NANOS;
    private boolean open;

    public ProgressLine(PrintStream out) {
        this.out = out;
        this.terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
    }

    public void show(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + text);
            out.flush();
            open = true;
        } else if (System.nanoTime() - lastNanos >= QUIET_NANOS) {
            out.println(text);
            lastNanos = System.nanoTime();
        }
    }

    /** A line that stays. */
    public void say(String text) {
        end();
        out.println(text);
    }

    public void end() {
        if (open) {
            out.print(CLEAR_LINE);
            open = false;
        }
    }
}
