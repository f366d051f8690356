package io.lockweir.sink.tool;

import io.lockweir.sink.reconcile.Side;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Progress for people on standard error: a bar that is drawn anew on a terminal, a line now and then elsewhere, so that logs
 * stay readable. One thread.
 */
final class ProgressLine implements AutoCloseable {
    /** Set by the start script: Java itself cannot tell whether standard error is a terminal. */
    private static final String TERMINAL = "lockweir.reconcile.terminal";

    private static final int WIDTH = 30;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;

    private final PrintWriter target;
    private final boolean quiet;
    private final boolean terminal = Boolean.getBoolean(TERMINAL);
    private String last = "";
    private long drawn = System.nanoTime();

    ProgressLine(PrintWriter target, boolean quiet) {
        this.target = target;
        this.quiet = quiet;
    }

    /** What is being read from now on. */
    Side.Progress reading(String what) {
        close();
        long begin = System.nanoTime();
        return (done, total) -> {
            double part = total <= 0 ? 0 : Math.min(1, (double) done / total);
            int full = (int) (part * WIDTH);
            long now = System.nanoTime();
            last = String.format(
                    Locale.ROOT,
                    "%s [%s%s] %,d of %s, %,.0f/s",
                    what,
                    "#".repeat(full),
                    ".".repeat(WIDTH - full),
                    done,
                    total <= 0 ? "?" : String.format(Locale.ROOT, "%,d", Math.max(done, total)),
                    done / Math.max(0.001, (now - begin) / 1e9));
            if (now - drawn >= (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
                drawn = now;
                draw();
            }
        };
    }

    private void draw() {
        if (!quiet) {
            target.print(terminal ? "\r" + last : last + System.lineSeparator());
            target.flush();
        }
    }

    /** Leaves the last state standing. */
    @Override
    public void close() {
        if (!last.isEmpty()) {
            draw();
            if (terminal && !quiet) {
                target.println();
                target.flush();
            }
            last = "";
        }
    }
}
