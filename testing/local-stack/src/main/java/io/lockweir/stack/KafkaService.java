package io.lockweir.stack;

import java.nio.file.Path;

/** One Kafka broker and controller (KRaft), in clear text on loopback. */
public interface KafkaService extends Service {
    String bootstrapServers();

    /** Where the log segments lie: one folder a topic partition. */
    Path dataDirectory();
}
