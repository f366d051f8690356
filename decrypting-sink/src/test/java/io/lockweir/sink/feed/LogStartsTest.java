package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogStartsTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final List<Set<TopicPartition>> questions = new ArrayList<>();
    private final List<CompletableFuture<Map<TopicPartition, Long>>> replies = new ArrayList<>();
    private final LogStarts starts = new LogStarts(partitions -> {
        questions.add(partitions);
        replies.add(new CompletableFuture<>());
        return replies.get(replies.size() - 1);
    });

    @Test
    void asksOnceForManyGapsAndOneQuestionAtATime() {
        CompletableFuture<Long> first = starts.of(P0);
        assertThat(starts.of(P0)).isSameAs(first);
        want(P1);
        starts.advance(0);
        CompletableFuture<Long> meanwhile = starts.of(P0);
        starts.advance(10_000);
        assertThat(questions).containsExactly(Set.of(P0, P1));

        replies.get(0).complete(Map.of(P0, 7L, P1, 8L));
        starts.advance(20_000);

        assertThat(first).isCompletedWithValue(7L);
        assertThat(meanwhile).as("asked before this gap was seen").isNotDone();
        assertThat(questions).containsExactly(Set.of(P0, P1), Set.of(P0));
    }

    @Test
    void pausesBetweenQuestions() {
        want(P0);
        starts.advance(0);
        replies.get(0).complete(Map.of(P0, 0L));
        want(P0);
        starts.advance(1);
        assertThat(questions).hasSize(1);

        starts.advance(100);
        assertThat(questions).hasSize(2);
    }

    @Test
    void asksAgainForWhatGotNoAnswer() {
        CompletableFuture<Long> bad = starts.of(P0);
        CompletableFuture<Long> good = starts.of(P1);
        starts.advance(0);
        replies.get(0).complete(Map.of(P1, 1L));
        starts.advance(500);
        assertThat(good).isDone();
        assertThat(starts.idle()).isFalse();

        starts.advance(1_500);
        replies.get(1).completeExceptionally(new KafkaException("down"));
        starts.advance(1_600);
        starts.advance(2_600);
        replies.get(2).complete(Map.of(P0, 5L));
        starts.advance(2_700);

        assertThat(bad).isCompletedWithValue(5L);
        assertThat(starts.idle()).isTrue();
        assertThat(questions).hasSize(3);
    }

    @Test
    void answersAllThatWaitAfterAnyNumberOfFailures() {
        CompletableFuture<Long> first = starts.of(P0);
        List<CompletableFuture<Long>> meanwhile = new ArrayList<>();
        int failures = 50_000;
        for (int i = 0; i < failures; i++) {
            starts.advance(2_000L * i);
            if (i % 1_000 == 0) {
                meanwhile.add(starts.of(P0));
            }
            replies.get(i).complete(Map.of());
            starts.advance(2_000L * i + 1);
        }
        starts.advance(2_000L * failures);
        replies.get(failures).complete(Map.of(P0, 5L));
        starts.advance(2_000L * failures + 1);

        assertThat(first).isCompletedWithValue(5L);
        assertThat(meanwhile).allSatisfy(each -> assertThat(each).isCompletedWithValue(5L));
        assertThat(starts.idle()).isTrue();
    }

    @Test
    void forgetsPartitionsThatWereTakenAway() {
        want(P0);
        starts.advance(0);
        want(P1);
        starts.forget(Set.of(P0, P1));
        replies.get(0).complete(Map.of());
        starts.advance(10_000);

        assertThat(questions).hasSize(1);
        assertThat(starts.idle()).isTrue();
    }

    private void want(TopicPartition partition) {
        assertThat(starts.of(partition)).isNotDone();
    }
}
