package io.lockweir.sink.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void leavesOutWhatFailedOrIsLate() {
        KafkaFutureImpl<Long> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(new LeaderNotAvailableException("election"));
        KafkaFutureImpl<Long> late = new KafkaFutureImpl<>();

        Map<String, Long> answers = Answers.within(
                Map.of("good", KafkaFuture.completedFuture(7L), "failed", failed, "late", late),
                Duration.ofMillis(20),
                "list offsets");

        assertThat(answers).containsExactly(Map.entry("good", 7L));
    }
}
