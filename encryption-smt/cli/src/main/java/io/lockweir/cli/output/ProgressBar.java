package io.lockweir.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress for people on standard error: a bar that is drawn anew on a terminal, a line now and then elsewhere, so that logs stay
 * readable.
 */
public final class ProgressBar implements Progress {
    private static final int WIDTH = 30;

    private final PrintWriter target;
    private final String what;
    private final Place place;
    private final LongSupplier nanos;
    private final long begin;
    private long drawn;
    private String last = "";

    /** Where the bar is drawn. */
    public enum Place {
        TERMINAL(Duration.ofMillis(200), "\r"),
        LOG(Duration.ofSeconds(10), "");

        private final Duration interval;
        private final String start;

        Place(Duration interval, String start) {
            this.interval = interval;
            this.start = start;
        }
    }

    public ProgressBar(PrintWriter target, String what, Place place, LongSupplier nanos) {
        this.target = target;
        this.what = what;
        this.place = place;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.drawn = begin;
    }

    @Override
    public void at(long done, long total) {
        last = text(done, total);
        long now = nanos.getAsLong();
        if (now - drawn >= place.interval.toNanos()) {
            drawn = now;
            draw(last);
        }
    }

    @Override
    public void close() {
        if (!last.isEmpty()) {
            draw(last);
            if (place == Place.TERMINAL) {
                target.println();
                target.flush();
            }
        }
    }

    private void draw(String text) {
        target.print(place.start + text + (place == Place.LOG ? System.lineSeparator() : ""));
        target.flush();
    }

    private String text(long done, long total) {
        double part = total <= 0 ? 1 : Math.min(1, (double) done / total);
        int full = (int) (part * WIDTH);
        double seconds = Math.max(0.001, (nanos.getAsLong() - begin) / 1e9);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f%% %,d of %,d, %,.0f/s",
                what,
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                part * 100,
                done,
                Math.max(done, total),
                done / seconds);
    }
}
