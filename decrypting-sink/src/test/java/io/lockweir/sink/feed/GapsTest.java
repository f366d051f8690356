package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final Gaps gaps = new Gaps();

    @Test
    void retentionAfterAGapWasSeenDoesNotAccuseIt() {
        CompletableFuture<Long> then = new CompletableFuture<>();
        gaps.note(P0, 10, then);
        then.complete(10L);
        // Retention passes the first gap before the cut.
        gaps.note(P0, 90, CompletableFuture.completedFuture(80L));

        assertThat(gaps.answered()).isTrue();
        assertThat(gaps.lost()).isEmpty();
    }

    @Test
    void namesPartitionsWhoseLogNoLongerReachesBack() {
        gaps.note(P0, 10, CompletableFuture.completedFuture(11L));
        gaps.note(P0, 90, CompletableFuture.completedFuture(11L));
        gaps.note(P1, 10, CompletableFuture.completedFuture(0L));

        assertThat(gaps.lost()).containsExactly(P0);
    }

    @Test
    void theFirstGapSpeaksForThoseOfTheSameQuestion() {
        CompletableFuture<Long> shared = new CompletableFuture<>();
        gaps.note(P0, 10, shared);
        gaps.note(P0, 50, shared);
        assertThat(gaps.answered()).isFalse();

        shared.complete(20L);

        assertThat(gaps.lost()).containsExactly(P0);
    }
}
