package io.lockweir.encryption.keys;

import static io.lockweir.encryption.keys.KeyWorkers.Urgency.AHEAD;
import static io.lockweir.encryption.keys.KeyWorkers.Urgency.AWAITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyWorkersTest {
    private static final int MORE_THAN_THREADS = 16;

    private final KeyWorkers workers = new KeyWorkers();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        workers.close();
    }

    @Test
    void whatARecordWaitsForComesBeforeWhatIsAskedAhead() throws Exception {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch one = new CountDownLatch(1);
        CompletableFuture<Boolean> first = workers.submit("a", AWAITED, () -> one.await(1, TimeUnit.HOURS));
        for (int i = 1; i < 4; i++) {
            hang("a");
        }
        CompletableFuture<Boolean> ahead = workers.submit("a", AHEAD, () -> begun.add("ahead"));
        CompletableFuture<Boolean> awaited = workers.submit("a", AWAITED, () -> begun.add("awaited"));
        one.countDown();
        CompletableFuture.allOf(first, ahead, awaited).get(1, TimeUnit.MINUTES);
        assertThat(begun).containsExactly("awaited", "ahead");
    }

    @Test
    void aLaneWhoseThreadsAllHangHoldsUpNoOther() throws Exception {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            hang("a");
        }
        assertThat(workers.submit("b", AWAITED, () -> 1).get(1, TimeUnit.MINUTES))
                .isEqualTo(1);
        assertThat(workers.submit(() -> 2).get(1, TimeUnit.MINUTES)).isEqualTo(2);
    }

    @Test
    void noLaneBeginsAfterTheEnd() {
        workers.close();
        assertThatThrownBy(() -> workers.submit("new", AWAITED, () -> 1).get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(KeyUnavailableError.class);
    }

    private void hang(String lane) {
        CompletableFuture<Boolean> unused = workers.submit(lane, AWAITED, () -> released.await(1, TimeUnit.HOURS));
    }
}
