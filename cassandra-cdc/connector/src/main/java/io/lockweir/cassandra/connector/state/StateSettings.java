package io.lockweir.cassandra.connector.state;

import io.lockweir.connect.KeySourceConfig;
import java.util.Map;

/**
 * Where the state is kept.
 *
 * @param transactionalId of the producer: the same for all tasks that may follow each other
 * @param partitions of the topic, fixed at its creation
 * @param replication of the topic at its creation, or -1 for the broker's default
 * @param clients properties of the Kafka clients
 */
public record StateSettings(
        String topic,
        String transactionalId,
        int partitions,
        short replication,
        Map<String, Object> clients,
        KeySourceConfig keys) {
    public StateSettings {
        clients = Map.copyOf(clients);
    }

    @Override
    public String toString() {
        return "StateSettings[" + topic + "]";
    }
}
