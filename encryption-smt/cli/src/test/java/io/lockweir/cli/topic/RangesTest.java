package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.topic.Ranges.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RangesTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final TopicPartition TWO = new TopicPartition("t", 2);

    private final Ranges ranges =
            Ranges.of(Map.of(ZERO, 100L, ONE, 0L, TWO, 7L), Map.of(ZERO, 200L, ONE, 900L, TWO, 7L));

    @Test
    void countsOffsets() {
        assertThat(ranges.size()).isEqualTo(1000);
    }

    @Test
    void aSampleIsSpreadOverThePartitionsByTheirSize() {
        long seed = System.nanoTime();
        List<Target> sample = ranges.sample(100, new Random(seed));
        assertThat(sample).as("seed " + seed).hasSize(100).doesNotHaveDuplicates();
        Map<TopicPartition, Long> counts =
                sample.stream().collect(Collectors.groupingBy(Target::partition, Collectors.counting()));
        assertThat(counts).containsOnly(Map.entry(ZERO, 10L), Map.entry(ONE, 90L));
        assertThat(sample).allSatisfy(target -> {
            Ranges.Range range = Objects.requireNonNull(ranges.partitions().get(target.partition()));
            assertThat(target.offset()).isBetween(range.from(), range.to() - 1);
        });
    }

    @Test
    void aSampleLargerThanTheTopicIsTheTopic() {
        assertThat(ranges.sample(5000, new Random(1))).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyTopicHasNoSample() {
        Ranges empty = Ranges.of(Map.of(ZERO, 5L), Map.of(ZERO, 5L));
        assertThat(empty.sample(10, new Random(1))).isEmpty();
    }

    @Test
    void aCopyGoesOnWhereItStoppedAndFromTheStartOfNewPartitions() {
        assertThat(ranges.resumed(Map.of(ZERO, 200L, ONE, 5L)))
                .containsOnly(Map.entry(ZERO, 200L), Map.entry(ONE, 5L), Map.entry(TWO, 7L));
    }

    @Test
    void aCopyDoesNotGoOnWhereRecordsAreMissing() {
        assertThatThrownBy(() -> ranges.resumed(Map.of(ZERO, 99L)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("t-0 has lost records behind offset 99");
    }

    @Test
    void aCopyDoesNotGoOnInATopicMadeAnew() {
        assertThatThrownBy(() -> ranges.resumed(Map.of(ONE, 901L)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("t-1 ends at offset 900, before offset 901");
    }

    @Test
    void theSameSeedLooksAtTheSameRecords() {
        assertThat(ranges.sample(10, new Random(42))).isEqualTo(ranges.sample(10, new Random(42)));
    }
}
