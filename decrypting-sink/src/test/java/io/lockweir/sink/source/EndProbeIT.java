package io.lockweir.sink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndProbeIT {
    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka());

    private static final TopicPartition P0 = new TopicPartition("probed", 0);
    private static final TopicPartition P1 = new TopicPartition("probed", 1);

    @Test
    void tellsMarkersAndAbortedRecordsFromCommittedOnes() throws Exception {
        Map<String, Object> brokers =
                Map.of("bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        try (Admin admin = Admin.create(brokers)) {
            admin.createTopics(List.of(new NewTopic(P0.topic(), 2, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
        long committed;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", STACK.stack().kafka().bootstrapServers(), "transactional.id", "probed"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            committed = producer.send(new ProducerRecord<>(P0.topic(), 0, null, new byte[1]))
                    .get()
                    .offset();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(P0.topic(), 0, null, new byte[1]))
                    .get();
            producer.abortTransaction();
        }
        try (AdminSourceLog log = new AdminSourceLog(brokers)) {
            Map<TopicPartition, Probed> behind = log.probe(Map.of(P0, committed + 1, P1, 0L));

            assertThat(behind.get(P1)).isEqualTo(new Probed(0, 0, true));
            Probed found = Objects.requireNonNull(behind.get(P0));
            assertThat(found.reached()).isTrue();
            // Its marker, the aborted record, and that one's marker.
            assertThat(found.end()).isEqualTo(committed + 4);

            Probed before =
                    Objects.requireNonNull(log.probe(Map.of(P0, committed)).get(P0));
            assertThat(before).isEqualTo(new Probed(0, committed + 4, false));
        }
    }
}
