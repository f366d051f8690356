package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CleanUpsTest {

    private final CleanUps cleanUps = new CleanUps(work -> {
        Thread thread = new Thread(work, "clean-up");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void keepsNobodyWaitingForAStoreThatHangs() throws InterruptedException {
        CountDownLatch store = new CountDownLatch(1);
        cleanUps.execute(() -> {
            try {
                store.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CountDownLatch ended = new CountDownLatch(1);
        for (int i = 0; i < 2_000; i++) {
            cleanUps.execute(() -> done.add("file"));
        }

        cleanUps.close(
                () -> {
                    done.add("last");
                    ended.countDown();
                },
                Duration.ofMillis(1));

        assertThat(done).doesNotContain("file");
        store.countDown();
        ended.await();
    }

    @Test
    void closesBehindWhatIsToBeRemoved() {
        cleanUps.execute(() -> done.add("file"));

        cleanUps.close(() -> done.add("catalog"), Duration.ofMinutes(1));
        cleanUps.execute(() -> done.add("too late"));

        assertThat(done).containsExactly("file", "catalog");
    }
}
