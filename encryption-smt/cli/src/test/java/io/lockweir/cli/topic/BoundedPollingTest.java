package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BoundedPollingTest {
    private static final TopicPartition PARTITION = new TopicPartition("customers", 0);
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    BoundedPollingTest() {
        consumer.updatePartitions(
                "customers", List.of(new PartitionInfo("customers", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
    }

    @Test
    void aReaderEndsWhenNothingComesAnyMore() {
        TopicReader reader = new TopicReader(consumer, "customers", BOUND);
        assertThatThrownBy(() -> reader.all(record -> {}, (done, total) -> {}))
                .isInstanceOf(BrokersSilent.class)
                .hasMessageStartingWith("Nothing came from topic customers for 3 s")
                .hasMessageContaining("kafka.default.api.timeout.ms");
    }

    @Test
    void whatComesForwardBeginsTheWaitAnew() {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, 0);
        BoundedPolling polling = new BoundedPolling(consumer, "customers", BOUND);
        for (int round = 0; round < 5; round++) {
            consumer.addRecord(new ConsumerRecord<>("customers", 0, round, new byte[0], new byte[0]));
            assertThat(polling.poll()).hasSize(1);
            assertThat(polling.moved()).isTrue();
            assertThat(polling.poll()).isEmpty();
            assertThat(polling.moved()).isFalse();
            assertThat(polling.poll()).isEmpty();
        }
        assertThatThrownBy(polling::poll).isInstanceOf(BrokersSilent.class);
    }
}
