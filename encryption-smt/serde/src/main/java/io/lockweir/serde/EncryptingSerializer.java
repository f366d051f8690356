package io.lockweir.serde;

import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.KekLabels;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.Encoding;
import io.lockweir.connect.record.EncryptOptions;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.record.RecordEncryptor;
import io.lockweir.connect.record.WholeRecords;
import io.lockweir.encryption.EncryptionEngine;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts around any inner serializer: all that it writes ({@code lockweir.level=record}), or the fields that rules name in what it is
 * given ({@code field}). What comes out is what EncryptingConverter and EncryptFields write, under the same keys. With
 * {@code lockweir.profile=confluent} what it writes is encrypted as Confluent's clients do, by the rules of the schema that its frame
 * names. Puts nothing into headers, and obeys none but, with {@code framing=header}, the one in which the inner serializer names the
 * schema. Null becomes what the inner serializer makes of it, null as a rule, so that tombstones stay tombstones. Any number of threads
 * may call. An object that is given is never modified.
 *
 * <p>What can't be encrypted is an {@link EncryptionFailedException} and goes nowhere.
 *
 * @param <T> what the inner serializer takes
 */
public final class EncryptingSerializer<T> implements Serializer<T> {
    private static final String PLUGIN = "EncryptingSerializer";
    private static final Way WAY = new Way();

    private final Wrapping<Serializer<?>> wrapping;

    /** Around the class that {@code lockweir.inner.serializer} or {@code lockweir.inner.serde} names, which it configures. */
    public EncryptingSerializer() {
        this.wrapping = new Wrapping<>(WAY, null);
    }

    /**
     * Around an instance. The application configures that one itself, and {@link #configure} of this; closing this closes it.
     */
    public EncryptingSerializer(Serializer<T> inner) {
        this.wrapping = new Wrapping<>(WAY, inner);
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
        wrapping.configure(properties, isKey);
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
        wrapping.close();
    }

    private byte @Nullable [] written(String topic, @Nullable Headers headers, @Nullable T data) {
        Wrapping.Parts<Serializer<?>> made = wrapping.parts();
        return made.configured().guarded(topic, () -> {
            boolean whole = made.configured().isOfBytes();
            made.configured().prepare(headers);
            byte[] serialized =
                    inner(made, topic, headers, whole ? data : made.configured().treated(topic, headers, data));
            return whole ? (byte[]) made.configured().treated(topic, headers, serialized) : serialized;
        });
    }

    /** What is of another class than T is a ClassCastException of the inner serializer's. */
    @SuppressWarnings("unchecked")
    private static byte @Nullable [] inner(
            Wrapping.Parts<Serializer<?>> made, String topic, @Nullable Headers headers, @Nullable Object treated) {
        Serializer<@Nullable Object> inner = (Serializer<@Nullable Object>) made.inner();
        try {
            return headers == null ? inner.serialize(topic, treated) : inner.serialize(topic, headers, treated);
        } catch (RuntimeException e) {
            throw new InnerFailure("serializer", "write", made.innerName(), e);
        }
    }

    private static final class Way implements Direction<Serializer<?>> {
        @Override
        public String plugin() {
            return PLUGIN;
        }

        @Override
        public String action() {
            return "encrypt";
        }

        @Override
        public boolean encrypts() {
            return true;
        }

        @Override
        public Serializer<?> inner(@Nullable Serializer<?> given, SerdeConfig config) {
            return Inner.serializer(given, config);
        }

        @Override
        public void configure(Serializer<?> inner, Map<String, ?> settings, boolean isKey) {
            inner.configure(settings, isKey);
        }

        @Override
        public void check(ProfileSettings.Native config) {
            if (config.level() == Level.RECORD) {
                WholeRecords.check(config.part(), config.rules());
            }
            KekLabels.of(config.keySource()).check(config.rules());
        }

        @Override
        public Treatment treatment(ProfileSettings.Native config, EncryptionEngine engine, PluginMetrics metrics) {
            if (config.level() == Level.RECORD) {
                return WholeRecord.encrypting(
                        engine,
                        new WholeRecords(engine, config.part(), config.rules(), config.wholeRecords(), metrics));
            }
            EncryptOptions options = new EncryptOptions(
                    config.rowImages(), Encoding.TEXT, config.reading().placeholder());
            return new RecordFields(engine, config.rules(), config.rowImages(), true, rules -> {
                RecordEncryptor encryptor =
                        new RecordEncryptor(new FieldKeys(engine), config.part(), rules, options, metrics);
                return (topic, row) ->
                        RecordFields.row(encryptor.encrypt(topic, null, row).value());
            });
        }
    }
}
