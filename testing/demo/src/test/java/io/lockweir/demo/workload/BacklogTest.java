package io.lockweir.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void stopsAWriterThatIsTooFarAheadUntilItsChangesHaveArrived() {
        Backlog backlog = new Backlog(10);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(backlog, 5));
        Awaitility.await().atMost(PATIENCE).until(() -> backlog.committed() == 12);
        assertThat(writer).isNotDone();
        backlog.arrived(6);
        Awaitility.await().atMost(PATIENCE).until(() -> backlog.committed() == 18);
        assertThat(writer).isNotDone();
        backlog.arrived(30);
        writer.join();
        assertThat(backlog.committed()).isEqualTo(30);
    }

    private static void write(Backlog backlog, int transactions) {
        try {
            for (int i = 0; i < transactions; i++) {
                backlog.committed(6);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
