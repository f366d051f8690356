package io.lockweir.kms.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final Attempt WRAP = Attempt.wrap("Test", "kek");
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final CountDownLatch fetching = new CountDownLatch(2);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void aTokenThatLivesServesWhileTheFetchOfTheNextHangs() throws Exception {
        AccessTokens tokens = new AccessTokens(this::fetch, CLOCK);
        assertThat(tokens.current(WRAP).value()).isEqualTo("first");
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<AccessToken> next = threads.submit(() -> tokens.current(WRAP));
            assertThat(fetching.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(threads.submit(() -> tokens.current(WRAP))
                            .get(1, TimeUnit.MINUTES)
                            .value())
                    .isEqualTo("first");
            released.countDown();
            assertThat(next.get(1, TimeUnit.MINUTES).value()).isEqualTo("second");
            assertThat(tokens.current(WRAP).value()).isEqualTo("second");
        } finally {
            released.countDown();
            threads.shutdownNow();
        }
    }

    /** The first one is fetched anew at once, since it ends within minutes; the second one hangs. */
    private AccessToken fetch(Attempt attempt) throws KmsException {
        fetching.countDown();
        if (fetching.getCount() > 0) {
            return new AccessToken("first", CLOCK.instant().plus(Duration.ofMinutes(1)));
        }
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw attempt.unavailable("interrupted");
        }
        return new AccessToken("second", CLOCK.instant().plus(Duration.ofHours(1)));
    }
}
