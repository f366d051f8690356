package io.lockweir.serde;

import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.KekLabels;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.Encoding;
import io.lockweir.connect.record.EncryptOptions;
import io.lockweir.connect.record.RecordEncryptor;
import io.lockweir.connect.record.WholeRecords;
import io.lockweir.encryption.EncryptionEngine;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts around any inner serializer: all that it writes ({@code lockweir.level=record}), or the fields that rules name in what it is
 * given ({@code field}). What comes out is what EncryptingConverter and EncryptFields write, under the same keys. Puts nothing into
 * headers, and obeys none. Null becomes what the inner serializer makes of it, null as a rule, so that tombstones stay tombstones. Any number of threads
 * may call. An object that is given is never modified.
 *
 * <p>What can't be encrypted is an {@link EncryptionFailedException} and goes nowhere.
 *
 * @param <T> what the inner serializer takes
 */
public final class EncryptingSerializer<T> implements Serializer<T> {
    private static final String PLUGIN = "EncryptingSerializer";

    private record Parts(Configured configured, Level level, Serializer<?> inner, String innerName) {}

    private final @Nullable Serializer<T> given;
    private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();

    /** Around the class that {@code lockweir.inner.serializer} or {@code lockweir.inner.serde} names, which it configures. */
    public EncryptingSerializer() {
        this.given = null;
    }

    /**
     * Around an instance. The application configures that one itself, and {@link #configure} of this; closing this closes it.
     */
    public EncryptingSerializer(Serializer<T> inner) {
        this.given = inner;
    }

    /** The keys of serializers and deserializers, which stand behind the prefix {@code lockweir.}. */
    public static ConfigDef config() {
        return new ConfigDef(SerdeConfig.DEFINITION);
    }

    /**
     * Takes a client's properties: those with our prefix are ours, all others the inner serializer's.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        SerdeConfig config = SerdeConfig.of(properties, isKey);
        Serializer<?> inner = Inner.serializer(given, config);
        if (config.level() == Level.RECORD) {
            WholeRecords.check(config.part(), config.rules());
        }
        KekLabels.of(config.keySource()).check(config.rules());
        Configured made = new Configured(
                config, PLUGIN, "encrypt", isKey, (engine, metrics) -> treatment(config, engine, metrics));
        try {
            if (given == null) {
                inner.configure(config.innerSettings(), isKey);
            }
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
        Parts before = parts.getAndSet(
                new Parts(made, config.level(), inner, inner.getClass().getName()));
        if (before != null) {
            before.configured().close();
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        return written(topic, null, data);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        return written(topic, headers, data);
    }

    /** Gives keys and engines back. A call that is running ends as it would; later ones fail. */
    @Override
    public void close() {
        Parts closed = parts.getAndSet(null);
        if (closed != null) {
            try (Configured last = closed.configured()) {
                closed.inner().close();
            }
        }
    }

    private byte @Nullable [] written(String topic, @Nullable Headers headers, @Nullable T data) {
        Parts made = parts.get();
        if (made == null) {
            throw new IllegalStateException(PLUGIN + " is not configured, or was closed");
        }
        return made.configured().guarded(topic, () -> {
            boolean whole = made.level() == Level.RECORD;
            byte[] serialized =
                    inner(made, topic, headers, whole ? data : made.configured().treated(topic, data));
            return whole ? (byte[]) made.configured().treated(topic, serialized) : serialized;
        });
    }

    /** What is of another class than T is a ClassCastException of the inner serializer's. */
    @SuppressWarnings("unchecked")
    private static byte @Nullable [] inner(
            Parts made, String topic, @Nullable Headers headers, @Nullable Object treated) {
        Serializer<@Nullable Object> inner = (Serializer<@Nullable Object>) made.inner();
        try {
            return headers == null ? inner.serialize(topic, treated) : inner.serialize(topic, headers, treated);
        } catch (RuntimeException e) {
            throw new InnerFailure("serializer", "write", made.innerName(), e);
        }
    }

    private static Treatment treatment(SerdeConfig config, EncryptionEngine engine, PluginMetrics metrics) {
        if (config.level() == Level.RECORD) {
            return WholeRecord.encrypting(
                    engine, new WholeRecords(engine, config.part(), config.rules(), config.wholeRecords(), metrics));
        }
        RecordEncryptor encryptor = new RecordEncryptor(
                engine,
                config.part(),
                config.rules(),
                new EncryptOptions(
                        config.rowImages(), Encoding.TEXT, config.reading().placeholder()),
                metrics);
        return new RecordFields(
                engine,
                config.rules(),
                config.rowImages(),
                (topic, row) ->
                        RecordFields.row(encryptor.encrypt(topic, null, row).value()));
    }
}
