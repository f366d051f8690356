package io.lockweir.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.kmsserver.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightCacheTest {
    private static final int THREADS = 64;

    private final TestClock clock = TestClock.start();
    private final AtomicInteger fetches = new AtomicInteger();
    private final SingleFlightCache<String, Integer> cache =
            new SingleFlightCache<>(new CacheBounds(2, Duration.ofMinutes(5), Duration.ofMinutes(10)), clock);

    @Test
    void aValueIsFetchedOnceATimeToLive() {
        assertThat(cache.get("a", fetches::incrementAndGet)).isOne();
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(cache.get("a", fetches::incrementAndGet)).isOne();
        clock.advance(Duration.ofMillis(1));
        assertThat(cache.get("a", fetches::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void aValueThatWillNotDoIsFetchedAgain() {
        assertThat(cache.get("a", fetches::incrementAndGet)).isOne();
        assertThat(cache.get("a", value -> value > 1, fetches::incrementAndGet)).isEqualTo(2);
        assertThat(cache.get("a", value -> value > 1, fetches::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void theLeastRecentlyUsedGoes() {
        cache.get("a", fetches::incrementAndGet);
        cache.get("b", fetches::incrementAndGet);
        cache.get("a", fetches::incrementAndGet);
        cache.get("c", fetches::incrementAndGet);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.get("a", fetches::incrementAndGet)).isOne();
        assertThat(cache.get("b", fetches::incrementAndGet)).isEqualTo(4);
    }

    @Test
    void anOldValueServesWhileNobodyAnswersAndNoLonger() {
        cache.get("a", fetches::incrementAndGet);
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(cache.get("a", SingleFlightCacheTest::unavailable)).isOne();
        clock.advance(Duration.ofMillis(1));
        assertFails(Reason.UNAVAILABLE, () -> cache.get("a", SingleFlightCacheTest::unavailable));
    }

    /** Each question takes as long as the registry is waited for. */
    @Test
    void whileNobodyAnswersTheyAreAskedNowAndThenOnly() {
        cache.get("a", fetches::incrementAndGet);
        clock.advance(Duration.ofMinutes(6));
        AtomicInteger asked = new AtomicInteger();
        for (int second = 0; second < 20; second++) {
            assertThat(cache.get("a", () -> {
                        asked.incrementAndGet();
                        return unavailable();
                    }))
                    .isOne();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void aRefusalEndsAValueAtOnce() {
        cache.get("a", fetches::incrementAndGet);
        clock.advance(Duration.ofMinutes(6));
        assertFails(Reason.DENIED, () -> cache.get("a", SingleFlightCacheTest::denied));
        assertFails(Reason.UNAVAILABLE, () -> cache.get("a", SingleFlightCacheTest::unavailable));
    }

    @Test
    void aFailureIsNotKept() {
        assertFails(Reason.UNAVAILABLE, () -> cache.get("a", SingleFlightCacheTest::unavailable));
        assertThat(cache.get("a", fetches::incrementAndGet)).isOne();
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get("b", () -> {
                    throw new IllegalStateException("x");
                }));
        assertThat(cache.get("b", fetches::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void manyThreadsShareOneFetch() throws Exception {
        assertThat(atOnce(() -> cache.get("a", () -> slowly(fetches::incrementAndGet))))
                .containsOnly(1);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void manyThreadsShareOneFailure() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> atOnce(() -> cache.get(
                        "a",
                        () -> slowly(() -> {
                            fetches.incrementAndGet();
                            return denied();
                        }))))
                .havingCause()
                .isInstanceOfSatisfying(
                        KeyUnavailableError.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.DENIED));
        assertThat(fetches.get()).isLessThan(THREADS / 2);
    }

    @Test
    void anInterruptedThreadDoesNotWait() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> other = threads.submit(() -> cache.get("a", () -> {
                inside.countDown();
                awaited(end);
                return 7;
            }));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            Thread.currentThread().interrupt();
            assertFails(Reason.CLOSED, () -> cache.get("a", fetches::incrementAndGet));
            assertThat(Thread.interrupted()).isTrue();
            end.countDown();
            assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(7);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Integer> atOnce(java.util.concurrent.Callable<Integer> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(THREADS);
        try {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(() -> {
                    start.countDown();
                    awaited(start);
                    return call.call();
                }));
            }
            List<Integer> values = new ArrayList<>();
            for (Future<Integer> each : futures) {
                values.add(each.get());
            }
            return values;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T slowly(java.util.function.Supplier<T> fetch) {
        awaited(new CountDownLatch(1), 200);
        return fetch.get();
    }

    private static void awaited(CountDownLatch latch) {
        awaited(latch, 10_000);
    }

    private static void awaited(CountDownLatch latch, long millis) {
        try {
            boolean ended = latch.await(millis, TimeUnit.MILLISECONDS);
            assertThat(ended || millis < 10_000).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Integer unavailable() {
        throw new KeyUnavailableError(Reason.UNAVAILABLE, "down", null);
    }

    private static Integer denied() {
        throw new KeyUnavailableError(Reason.DENIED, "no", null);
    }

    private static void assertFails(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
