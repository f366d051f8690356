package io.lockweir.encryption.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTest {
    private final Shared<String, Thing> shared = new Shared<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        released.countDown();
        threads.shutdownNow();
    }

    @Test
    void isOpenedOnceAndClosedByTheLast() {
        Shared.Hold<Thing> first = shared.acquire("a", Thing::new);
        Shared.Hold<Thing> second = shared.acquire("a", Thing::new);
        assertThat(second.value()).isSameAs(first.value());
        first.release();
        first.release();
        assertThat(closed).hasValue(0);
        second.release();
        assertThat(closed).hasValue(1);
        assertThat(shared.size()).isZero();
        assertThat(shared.acquire("a", Thing::new).value()).isNotSameAs(first.value());
    }

    @Test
    void whatCouldNotBeOpenedIsTriedAgain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shared.acquire("a", () -> {
                    throw new IllegalArgumentException("no");
                }));
        assertThat(shared.size()).isZero();
        assertThat(shared.acquire("a", Thing::new).value()).isNotNull();
    }

    @Test
    void whoeverAsksAfterAFailureGetsAnotherWhichTheOldHoldersDoNotClose() {
        Shared<String, Thing> failing = new Shared<>(thing -> thing.usable);
        Shared.Hold<Thing> old = failing.acquire("a", Thing::new);
        old.value().usable = false;
        Shared.Hold<Thing> fresh = failing.acquire("a", Thing::new);
        assertThat(fresh.value()).isNotSameAs(old.value());
        old.release();
        assertThat(old.value().open).isFalse();
        assertThat(fresh.value().open).isTrue();
        assertThat(failing.acquire("a", Thing::new).value()).isSameAs(fresh.value());
    }

    @Test
    void openingOneConfigurationBlocksNoOther() throws Exception {
        Future<?> hanging = threads.submit(() -> shared.acquire("hangs", () -> {
            awaitReleased();
            return new Thing();
        }));
        await().until(() -> shared.size() == 1);
        Future<?> other =
                threads.submit(() -> shared.acquire("other", Thing::new).release());
        other.get(1, TimeUnit.MINUTES);
        released.countDown();
        hanging.get(1, TimeUnit.MINUTES);
        assertThat(opened).hasValue(2);
    }

    @Test
    void closingOneConfigurationBlocksNoOtherAndIsWaitedForByItsOwn() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        Shared<String, AutoCloseable> slow = new Shared<>();
        Shared.Hold<AutoCloseable> hold = slow.acquire("slow", () -> () -> {
            closing.countDown();
            awaitReleased();
            closed.incrementAndGet();
        });
        threads.execute(hold::release);
        closing.await();
        threads.submit(() -> slow.acquire("other", () -> () -> {}).release()).get(1, TimeUnit.MINUTES);
        Future<Integer> same = threads.submit(() -> {
            slow.acquire("slow", () -> () -> {});
            return closed.get();
        });
        released.countDown();
        assertThat(same.get(1, TimeUnit.MINUTES))
                .as("closed before it was opened anew")
                .isEqualTo(1);
    }

    @Test
    void manyThreadsNeverHoldWhatIsClosed() throws Exception {
        for (Future<?> each : IntStream.range(0, 8)
                .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                    for (int i = 0; i < 2000; i++) {
                        Shared.Hold<Thing> hold = shared.acquire("a", Thing::new);
                        assertThat(hold.value().open).isTrue();
                        hold.release();
                    }
                }))
                .toList()) {
            each.get(1, TimeUnit.MINUTES);
        }
        assertThat(shared.size()).isZero();
        assertThat(closed).hasValue(opened.get());
    }

    private void awaitReleased() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Thing implements AutoCloseable {
        private volatile boolean open = true;
        private boolean usable = true;

        Thing() {
            opened.incrementAndGet();
        }

        @Override
        public void close() {
            open = false;
            closed.incrementAndGet();
        }
    }
}
