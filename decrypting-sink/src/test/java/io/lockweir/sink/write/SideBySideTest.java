package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final List<Integer> MANY = IntStream.range(0, 100).boxed().toList();

    @Test
    void doesEachOnceAndSeveralAtATime() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        CountDownLatch together = new CountDownLatch(4);
        SideBySide.forEach(MANY, item -> {
            together.countDown();
            assertThat(awaits(together)).isTrue();
            assertThat(done.add(item)).isTrue();
        });
        assertThat(done).hasSize(100);
    }

    @Test
    void tellsTheFirstFailureWhenNothingIsUnderWayAnyMore() {
        AtomicInteger under = new AtomicInteger();
        assertThatThrownBy(() -> SideBySide.forEach(MANY, item -> {
                    under.incrementAndGet();
                    try {
                        if (item == 20) {
                            throw new IllegalArgumentException("twenty");
                        }
                    } finally {
                        under.decrementAndGet();
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("twenty");
        assertThat(under).hasValue(0);
    }

    @Test
    void leavesOutTheRestWhenInterruptedAndSaysSo() {
        AtomicInteger begun = new AtomicInteger();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> SideBySide.forEach(MANY, item -> {
                    begun.incrementAndGet();
                    // Until the interrupt is passed on.
                    awaits(new CountDownLatch(1));
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(begun).hasValueLessThan(100);
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
