package io.lockweir.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter written = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void drawsOverItselfOnATerminal() {
        try (ProgressBar bar = bar(ProgressBar.Place.TERMINAL)) {
            nanos.set(1_000_000_000L);
            bar.at(50, 100);
            nanos.set(2_000_000_000L);
            bar.at(100, 100);
        }
        assertThat(written.toString())
                .startsWith("\rCopying [###############...............]  50% 50 of 100, 50/s")
                .contains("\rCopying [##############################] 100% 100 of 100, 50/s")
                .endsWith(System.lineSeparator());
    }

    @Test
    void writesALineNowAndThenElsewhere() {
        try (ProgressBar bar = bar(ProgressBar.Place.LOG)) {
            bar.at(1, 100);
            nanos.set(11_000_000_000L);
            bar.at(2, 100);
            bar.at(3, 100);
        }
        assertThat(written.toString().lines()).hasSize(2).noneMatch(line -> line.contains("\r"));
    }

    @Test
    void saysNothingWhenNothingHappened() {
        bar(ProgressBar.Place.TERMINAL).close();
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void nothingToDoIsDone() {
        try (ProgressBar bar = bar(ProgressBar.Place.LOG)) {
            bar.at(0, 0);
        }
        assertThat(written.toString()).contains("100% 0 of 0");
    }

    private ProgressBar bar(ProgressBar.Place place) {
        return new ProgressBar(new PrintWriter(written), "Copying", place, nanos::get);
    }
}
