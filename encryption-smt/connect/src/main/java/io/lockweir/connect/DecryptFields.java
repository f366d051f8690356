package io.lockweir.connect;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.Plaintext;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.policy.IvMode;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts fields of keys or values and restores their exact original schemas. A defect of one record is a {@link DataException}, so
 * that a dead-letter queue receives the record, still encrypted; whatever would fail every record, and clear text where ciphertext is
 * expected, is an Error and stops the task.
 */
public abstract class DecryptFields<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    /** What the transform does, for the documentation. */
    public static final String OVERVIEW_DOC =
            "Decrypts fields of the record's key (<code>" + DecryptFields.class.getName()
                    + "$Key</code>) or value (<code>" + DecryptFields.class.getName() + "$Value</code>).";

    private final RecordSide side;
    private final PluginMetrics metrics;
    private FieldKeysConfig.@Nullable Opened keys;
    private @Nullable RecordDecryptor decryptor;
    private Plaintext plaintext = Plaintext.REFUSED;

    DecryptFields(RecordSide side) {
        this.side = side;
        this.metrics = PluginMetrics.open("DecryptFields." + side.label());
    }

    @Override
    public ConfigDef config() {
        return DecryptFieldsConfig.DEFINITION;
    }

    @Override
    public String version() {
        return PluginVersion.TEXT;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        DecryptFieldsConfig config = DecryptFieldsConfig.of(side, properties);
        FieldKeysConfig.Opened opened = config.fieldKeys().open(IvMode.COUNTER);
        keys = opened;
        plaintext = config.options().plaintext();
        PlaintextKeys.announce(plaintext);
        decryptor = new RecordDecryptor(opened.keys(), config.rules(), config.options(), metrics);
    }

    @Override
    public R apply(R record) {
        RecordDecryptor configured = decryptor;
        if (configured == null) {
            throw new IllegalStateException("DecryptFields is not configured");
        }
        try {
            R decrypted = decryptContent(configured, record);
            return side == RecordSide.KEY
                    ? KeyHeaders.converted(decrypted, key -> decryptHeader(configured, record.topic(), key))
                    : decrypted;
        } catch (KeyUnavailableError e) {
            metrics.failed(e);
            throw e;
        } catch (FieldException e) {
            metrics.failed(e);
            String message = "DecryptFields could not decrypt" + coordinates(record) + ". " + e.getMessage();
            if (plaintext.passes()) {
                throw new FailClosedError(
                        message
                                + " While on.plaintext=pass no record goes to a dead-letter queue: others of its fields may be"
                                + " clear.",
                        e);
            }
            if (e.failure().ofRecord()) {
                throw new DataException(message, e);
            }
            throw new FailClosedError(message, e);
        } catch (ConfigException e) {
            metrics.failed(PluginMetrics.CONFIGURATION);
            throw new FailClosedError(
                    "DecryptFields is configured wrongly for topic " + record.topic() + ". " + e.getMessage(), e);
        } catch (RuntimeException e) {
            metrics.failed(PluginMetrics.UNFORESEEN);
            // The message of an unforeseen exception may hold a value, so neither it nor the exception is passed on.
            throw new FailClosedError(
                    "DecryptFields failed on topic " + record.topic() + coordinates(record) + " with "
                            + e.getClass().getName() + " at " + FailureOrigin.of(e) + ". The record was not passed on.",
                    null);
        }
    }

    private R decryptContent(RecordDecryptor configured, R record) {
        Object content = side.content(record);
        if (content == null) {
            return record;
        }
        SchemaAndValue decrypted = configured.decrypt(record.topic(), side.part(), side.schema(record), content);
        return decrypted.value() == content ? record : side.with(record, decrypted);
    }

    /** Connect's default header converter makes a map or text of a struct; what has no fields any more stays encrypted. */
    private SchemaAndValue decryptHeader(RecordDecryptor configured, String topic, Header header) {
        if (header.value() instanceof Map<?, ?> map) {
            return configured.decrypt(topic, side.part(), null, map);
        }
        return header.value() instanceof Struct struct
                ? configured.decrypt(topic, side.part(), struct.schema(), struct)
                : new SchemaAndValue(header.schema(), header.value());
    }

    private static String coordinates(ConnectRecord<?> record) {
        return record instanceof SinkRecord sink
                ? " partition " + sink.kafkaPartition() + " offset " + sink.kafkaOffset()
                : "";
    }

    @Override
    public void close() {
        try (FieldKeysConfig.Opened closed = keys;
                PluginMetrics shown = metrics) {
            decryptor = null;
        }
    }

    /** Decrypts fields of the key. */
    public static final class Key<R extends ConnectRecord<R>> extends DecryptFields<R> {
        public Key() {
            super(RecordSide.KEY);
        }
    }

    /** Decrypts fields of the value. */
    public static final class Value<R extends ConnectRecord<R>> extends DecryptFields<R> {
        public Value() {
            super(RecordSide.VALUE);
        }
    }
}
