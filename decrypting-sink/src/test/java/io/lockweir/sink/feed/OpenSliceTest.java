package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OpenSliceTest {

    @Test
    void isCutForTheDeadLettersItWaitsFor() {
        OpenSlice slice = new OpenSlice(() -> {
            throw new AssertionError("no row came");
        });
        for (int i = 1; i < 10_000; i++) {
            slice.reports.add(CompletableFuture.completedFuture(null));
        }
        assertThat(slice.remembersMuch()).isFalse();

        slice.reports.add(CompletableFuture.completedFuture(null));
        assertThat(slice.remembersMuch()).isTrue();
    }
}
