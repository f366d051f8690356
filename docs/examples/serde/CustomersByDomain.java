package io.lockweir.examples;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.serde.EncryptedSerde;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.connect.json.JsonDeserializer;
import org.apache.kafka.connect.json.JsonSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * A Kafka Streams application that counts the customers of {@link PlainClients} by the domain of their mail address. It reads fields that
 * are encrypted; what it keeps, in the topics of its repartitioning and of its store, is encrypted as a whole.
 */
public final class CustomersByDomain {
    private CustomersByDomain() {}

    /** Reads one topic, writes another. */
    public static Topology topology(Map<String, Object> settings, String input, String output) {
        Serde<JsonNode> customers = new EncryptedSerde<>(Serdes.serdeFrom(new JsonSerializer(), new JsonDeserializer()));
        customers.configure(with(settings, Map.of("lockweir.level", "field", "lockweir.fields", "name,email,phones[*]")), false);

        Serde<String> customerIds = new EncryptedSerde<>(Serdes.String());
        customerIds.configure(with(settings, Map.of("lockweir.mode", "join", "lockweir.join.domain", "customer")), true);

        // Groups and stores find records by the bytes of their keys, so these have to be deterministic.
        Serde<String> domains = new EncryptedSerde<>(Serdes.String());
        domains.configure(with(settings, Map.of("lockweir.mode", "join", "lockweir.join.domain", "mail-domain")), true);

        Serde<Long> counts = new EncryptedSerde<>(Serdes.Long());
        counts.configure(settings, false);

        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(input, Consumed.with(customerIds, customers))
                .groupBy((id, customer) -> domain(customer), Grouped.with("domains", domains, customers(settings)))
                .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("counts"))
                        .withKeySerde(domains)
                        .withValueSerde(counts))
                .toStream()
                .to(output, Produced.with(domains, counts));
        return builder.build();
    }

    /** Starts it; the caller closes it. */
    public static KafkaStreams start(String bootstrapServers, Path keyset, String input, String output, Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "customers-by-domain");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
        Map<String, Object> settings = Map.of("lockweir.keyset.file", keyset.toString());
        KafkaStreams streams = new KafkaStreams(topology(settings, input, output), properties);
        streams.start();
        return streams;
    }

    public static void main(String[] arguments) {
        KafkaStreams streams = start(
                arguments[0], Path.of(arguments[1]), "customers", "customers-by-domain", Path.of(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    }

    /** The customers on their way through the topic of the repartitioning: there they are encrypted as a whole. */
    private static Serde<JsonNode> customers(Map<String, Object> settings) {
        Serde<JsonNode> customers = new EncryptedSerde<>(Serdes.serdeFrom(new JsonSerializer(), new JsonDeserializer()));
        customers.configure(settings, false);
        return customers;
    }

    private static String domain(JsonNode customer) {
        String email = customer.get("email").textValue();
        return email.substring(email.indexOf('@') + 1);
    }

    private static Map<String, Object> with(Map<String, Object> settings, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }
}
