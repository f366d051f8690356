package io.lockweir.stack.container;

import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.KafkaService;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.containers.Network;

/** Apache's image, with one listener for this machine and one for the stack's network. */
final class ContainerKafka extends ContainerService implements KafkaService {
    static final int OUTSIDE = 9092;
    static final String INSIDE_ADDRESS = "kafka:19092";

    private final int port = Ports.free();

    ContainerKafka(Network network, Path work) {
        super("kafka", network, work);
    }

    @Override
    ContainerDefinition definition() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("KAFKA_NODE_ID", "1");
        environment.put("KAFKA_PROCESS_ROLES", "broker,controller");
        environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
        environment.put("KAFKA_LISTENERS", "OUTSIDE://:9092,INSIDE://:19092,CONTROLLER://:9093");
        environment.put("KAFKA_ADVERTISED_LISTENERS", "OUTSIDE://127.0.0.1:" + port + ",INSIDE://" + INSIDE_ADDRESS);
        environment.put(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "OUTSIDE:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        environment.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        environment.put("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE");
        environment.put("KAFKA_LOG_DIRS", "/data");
        environment.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
        environment.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
        environment.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
        environment.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1");
        environment.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
        environment.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        return new ContainerDefinition(
                "kafka",
                "apache/kafka:" + ConnectVersion.V4_3.release(),
                Map.of(OUTSIDE, port),
                environment,
                List.of(),
                Map.of(dataDirectory(), "/data"),
                new Ready.Log(".*Kafka Server started.*\\s", 1));
    }

    @Override
    void prepare() throws IOException {
        Files.createDirectories(dataDirectory());
        // The image's user is not ours.
        Files.setPosixFilePermissions(dataDirectory(), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Path dataDirectory() {
        return folder().resolve("data");
    }
}
