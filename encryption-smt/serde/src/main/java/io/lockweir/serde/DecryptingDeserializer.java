package io.lockweir.serde;

import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.PlaintextKeys;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.connect.record.WholeRecords;
import io.lockweir.encryption.EncryptionEngine;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts around any inner deserializer what {@link EncryptingSerializer}, EncryptingConverter or EncryptFields encrypted. Clear text
 * where ciphertext is expected is a failure, not a value. Null goes to the inner deserializer as it is. Any number of threads may call.
 *
 * <p>What can't be decrypted is an {@link EncryptionFailedException}; {@link EncryptionFailedException#ofRecord} says whether it makes
 * sense to go on with the next record.
 *
 * @param <T> what the inner deserializer gives
 */
public final class DecryptingDeserializer<T> implements Deserializer<T> {
    private static final String PLUGIN = "DecryptingDeserializer";
    private static final Way WAY = new Way();

    private final Wrapping<Deserializer<?>> wrapping;

    /** Around the class that {@code lockweir.inner.deserializer} or {@code lockweir.inner.serde} names, which it configures. */
    public DecryptingDeserializer() {
        this.wrapping = new Wrapping<>(WAY, null);
    }

    /**
     * Around an instance. The application configures that one itself, and {@link #configure} of this; closing this closes it.
     */
    public DecryptingDeserializer(Deserializer<T> inner) {
        this.wrapping = new Wrapping<>(WAY, inner);
    }

    /** As {@link EncryptingSerializer#config}: one set of properties serves both. */
    public static ConfigDef config() {
        return EncryptingSerializer.config();
    }

    /**
     * Takes a client's properties: those with our prefix are ours, all others the inner deserializer's.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        wrapping.configure(properties, isKey);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        return read(topic, null, data);
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
        return read(topic, headers, data);
    }

    /** Gives keys and engines back. A call that is running ends as it would; later ones fail. */
    @Override
    public void close() {
        wrapping.close();
    }

    /** What the inner deserializer of that type gives is copied with the same type. */
    @SuppressWarnings("unchecked")
    private @Nullable T read(String topic, @Nullable Headers headers, byte @Nullable [] data) {
        Wrapping.Parts<Deserializer<?>> made = wrapping.parts();
        return (T) made.configured().<@Nullable Object>guarded(topic, () -> {
            boolean whole = made.configured().isOfBytes();
            byte[] serialized = whole ? (byte[]) made.configured().treated(topic, headers, data) : data;
            Object record = inner(made, topic, headers, serialized);
            return whole ? record : made.configured().treated(topic, headers, record);
        });
    }

    private static @Nullable Object inner(
            Wrapping.Parts<Deserializer<?>> made,
            String topic,
            @Nullable Headers headers,
            byte @Nullable [] serialized) {
        try {
            return headers == null
                    ? made.inner().deserialize(topic, serialized)
                    : made.inner().deserialize(topic, headers, serialized);
        } catch (RuntimeException e) {
            throw new InnerFailure("deserializer", "read", made.innerName(), e);
        }
    }

    private static final class Way implements Direction<Deserializer<?>> {
        @Override
        public String plugin() {
            return PLUGIN;
        }

        @Override
        public String action() {
            return "decrypt";
        }

        @Override
        public boolean encrypts() {
            return false;
        }

        @Override
        public Deserializer<?> inner(@Nullable Deserializer<?> given, SerdeConfig config) {
            return Inner.deserializer(given, config);
        }

        @Override
        public void configure(Deserializer<?> inner, Map<String, ?> settings, boolean isKey) {
            inner.configure(settings, isKey);
        }

        @Override
        public void check(ProfileSettings.Native config) {
            PlaintextKeys.announce(config.reading().plaintext());
            if (config.level() == Level.RECORD) {
                WholeRecords.check(config.part(), config.rules());
            }
        }

        @Override
        public Treatment treatment(ProfileSettings.Native config, EncryptionEngine engine, PluginMetrics metrics) {
            if (config.level() == Level.RECORD) {
                return WholeRecord.decrypting(
                        engine,
                        new WholeRecords(engine, config.part(), config.rules(), config.wholeRecords(), metrics));
            }
            return new RecordFields(engine, config.rules(), config.rowImages(), false, rules -> {
                RecordDecryptor decryptor =
                        new RecordDecryptor(new FieldKeys(engine), rules, config.reading(), metrics);
                return (topic, row) -> RecordFields.row(
                        decryptor.decrypt(topic, config.part(), null, row).value());
            });
        }
    }
}
