package io.lockweir.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lockweir.serde.DecryptingDeserializer;
import io.lockweir.serde.EncryptingSerializer;
import io.lockweir.serde.EncryptionFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;

/** A producer and a consumer whose records are JSON trees with encrypted fields, under keys that are encrypted as a whole. */
public final class PlainClients {
    private PlainClients() {}

    /** One set of properties for both: bootstrap servers, and a file with a Tink keyset. */
    public static Map<String, Object> settings(String bootstrapServers, Path keyset) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("lockweir.keyset.file", keyset.toString());

        // Values: Connect's JSON serializer writes the tree, in which three fields are encrypted before.
        settings.put("lockweir.record.value.inner.serializer", "org.apache.kafka.connect.json.JsonSerializer");
        settings.put("lockweir.record.value.inner.deserializer", "org.apache.kafka.connect.json.JsonDeserializer");
        settings.put("lockweir.record.value.level", "field");
        settings.put("lockweir.record.value.fields", "name,email,phones[*]");

        // Keys: equal keys must have equal ciphertexts, for partitioning and compaction.
        settings.put("lockweir.record.key.inner.serde", "org.apache.kafka.common.serialization.Serdes$StringSerde");
        settings.put("lockweir.record.key.mode", "join");
        settings.put("lockweir.record.key.join.domain", "customer");
        return settings;
    }

    /** Writes so many customers. */
    public static void produce(Map<String, Object> settings, String topic, int customers) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, EncryptingSerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, EncryptingSerializer.class);
        try (KafkaProducer<String, JsonNode> producer = new KafkaProducer<>(all)) {
            for (int i = 0; i < customers; i++) {
                var customer = JsonNodeFactory.instance.objectNode();
                customer.put("id", i).put("name", "Customer " + i).put("email", "c" + i + "@example.org");
                customer.putArray("phones").add("+44 " + i).add("+41 " + i);
                producer.send(new ProducerRecord<>(topic, "customer-" + i, customer));
            }
            producer.flush();
        }
    }

    /** Reads so many customers from the beginning of a topic with one partition. */
    public static List<ConsumerRecord<String, JsonNode>> consume(
            Map<String, Object> settings, String topic, int customers) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, DecryptingDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, DecryptingDeserializer.class);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<ConsumerRecord<String, JsonNode>> read = new ArrayList<>();
        try (KafkaConsumer<String, JsonNode> consumer = new KafkaConsumer<>(all)) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (read.size() < customers) {
                try {
                    consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
                } catch (RecordDeserializationException e) {
                    // One broken record may be put aside; without keys, or with clear text in the topic, stop.
                    if (!(e.getCause() instanceof EncryptionFailedException failed) || !failed.ofRecord()) {
                        throw e;
                    }
                    consumer.seek(e.topicPartition(), e.offset() + 1);
                }
            }
        }
        return read;
    }

    public static void main(String[] arguments) {
        Map<String, Object> settings = settings(arguments[0], Path.of(arguments[1]));
        produce(settings, "customers", 10);
        consume(settings, "customers", 10)
                .forEach(customer -> System.out.println(
                        "read customer " + customer.value().get("id")));
    }
}
