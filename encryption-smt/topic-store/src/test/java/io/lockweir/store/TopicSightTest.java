package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicSightTest {
    private static final Uuid ID = Uuid.randomUuid();

    @Test
    void aTopicThatGrowsIsNotCut() {
        assertThat(sight(new long[] {0, 0}, new long[] {7, 9}).cut(ID, new long[] {7, 3}))
                .isEmpty();
        assertThat(sight(new long[] {3, 3}, new long[] {7, 9}).cut(ID, new long[] {7, 3}))
                .as("what was read may go")
                .isEmpty();
    }

    @Test
    void saysWhatWasDoneToATopic() {
        assertThat(sight(new long[] {0}, new long[] {9}).cut(Uuid.randomUuid(), new long[] {9}))
                .contains("was deleted and made anew");
        assertThat(sight(new long[] {0, 0}, new long[] {9, 5}).cut(ID, new long[] {9, 6}))
                .contains("was truncated: partition 1 ends at offset 5, and was read up to 6");
        assertThat(sight(new long[] {8}, new long[] {9}).cut(ID, new long[] {7}))
                .contains("lost records that were not read yet: partition 0 begins at offset 8, and was read up to 7");
    }

    @Test
    void isReachedWhenEveryPartitionIs() {
        TopicSight sight = sight(new long[] {0, 0}, new long[] {7, 9});
        assertThat(sight.isReached(new long[] {7, 8})).isFalse();
        assertThat(sight.isReached(new long[] {8, 9})).isTrue();
    }

    private static TopicSight sight(long[] beginnings, long[] ends) {
        return new TopicSight(ID, beginnings, ends);
    }
}
