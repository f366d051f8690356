package io.lockweir.serde;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * {@link EncryptingSerializer} and {@link DecryptingDeserializer} with one configuration, for Kafka Streams.
 *
 * @param <T> what the inner serde takes and gives
 */
public final class EncryptedSerde<T> implements Serde<T> {
    private final EncryptingSerializer<T> serializer;
    private final DecryptingDeserializer<T> deserializer;

    /** Around the classes that the configuration names. */
    public EncryptedSerde() {
        this.serializer = new EncryptingSerializer<>();
        this.deserializer = new DecryptingDeserializer<>();
    }

    /** Around an instance, which the application configures itself; closing this closes it. */
    public EncryptedSerde(Serde<T> inner) {
        this.serializer = new EncryptingSerializer<>(inner.serializer());
        this.deserializer = new DecryptingDeserializer<>(inner.deserializer());
    }

    /**
     * Configures both.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        serializer.configure(properties, isKey);
        deserializer.configure(properties, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        try (DecryptingDeserializer<T> second = deserializer) {
            serializer.close();
        }
    }
}
