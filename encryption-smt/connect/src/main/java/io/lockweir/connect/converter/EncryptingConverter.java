package io.lockweir.connect.converter;

import io.lockweir.connect.FailClosedError;
import io.lockweir.connect.FailureOrigin;
import io.lockweir.connect.InnerFailure;
import io.lockweir.connect.OnError;
import io.lockweir.connect.PluginVersion;
import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.confluent.RecordFailure;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts keys or values around any inner converter. With {@code profile=native} what that one writes becomes one envelope, and nothing
 * of it is left to see but, without padding, its length. With {@code profile=confluent} fields or the payload are encrypted as the rules
 * of the schema say that the inner converter's frame names. Nulls pass, so that tombstones stay tombstones; headers are the inner converter's affair. A
 * record that can't be encrypted is an Error unless {@code on.error=tolerate}; one that can't be decrypted is a {@link DataException}
 * when it alone is at fault, so that a dead-letter queue receives it, still encrypted.
 */
public final class EncryptingConverter implements Converter, Versioned {
    /** What the converter does, for the documentation. */
    public static final String OVERVIEW_DOC =
            "Encrypts and decrypts whole record keys and values around another converter, which <code>inner</code> names.";

    /** Everything that configuration makes. */
    private record Parts(
            EncryptingConverterConfig config, InnerConverter inner, RecordBytes bytes, PluginMetrics metrics) {}

    private @Nullable Parts parts;

    @Override
    public ConfigDef config() {
        return EncryptingConverterConfig.DEFINITION;
    }

    @Override
    public String version() {
        return PluginVersion.text();
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        EncryptingConverterConfig config = EncryptingConverterConfig.of(properties, isKey);
        InnerConverter inner = InnerConverter.of(config.inner(), config.innerSettings(), isKey);
        PluginMetrics metrics = PluginMetrics.open("EncryptingConverter." + (isKey ? "Key" : "Value"));
        parts = new Parts(config, inner, config.profile().open(isKey, metrics), metrics);
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        return fromConnectData(topic, null, schema, value);
    }

    @Override
    public byte @Nullable [] fromConnectData(
            String topic, @Nullable Headers headers, @Nullable Schema schema, @Nullable Object value) {
        Parts configured = configured();
        try {
            requireRule(configured, topic);
            configured.bytes().prepare(headers);
            byte[] serialized = configured.inner().write(topic, headers, schema, value);
            return serialized == null
                    ? null
                    : configured
                            .bytes()
                            .encrypt(topic, headers, serialized)
                            .orElseGet(() -> unmatched(configured, topic, serialized));
        } catch (KeyUnavailableError e) {
            configured.metrics().failed(e);
            throw e;
        } catch (FieldException e) {
            configured.metrics().failed(e);
            throw unwritten(configured, "EncryptingConverter could not encrypt. " + e.getMessage(), e);
        } catch (RecordFailure e) {
            configured.metrics().failed(e.failure().name());
            throw unwritten(configured, "EncryptingConverter could not encrypt. " + e.getMessage(), e);
        } catch (InnerFailure e) {
            configured.metrics().failed(PluginMetrics.INNER_CONVERTER);
            String text = "EncryptingConverter could not write to topic " + topic + ". " + e.getMessage();
            throw unwritten(configured, text, null);
        } catch (RuntimeException e) {
            throw unforeseen(configured, topic, e);
        }
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] message) {
        return toConnectData(topic, null, message);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, @Nullable Headers headers, byte @Nullable [] message) {
        Parts configured = configured();
        try {
            requireRule(configured, topic);
            byte[] serialized = message == null
                    ? null
                    : configured
                            .bytes()
                            .decrypt(topic, headers, message)
                            .orElseGet(() -> unmatched(configured, topic, message));
            return configured.inner().read(topic, headers, serialized);
        } catch (KeyUnavailableError e) {
            configured.metrics().failed(e);
            throw e;
        } catch (FieldException e) {
            configured.metrics().failed(e);
            throw unread(
                    configured, e.failure().ofRecord(), "EncryptingConverter could not decrypt. " + e.getMessage(), e);
        } catch (RecordFailure e) {
            configured.metrics().failed(e.failure().name());
            throw unread(
                    configured, e.failure().ofRecord(), "EncryptingConverter could not decrypt. " + e.getMessage(), e);
        } catch (InnerFailure e) {
            configured.metrics().failed(PluginMetrics.INNER_CONVERTER);
            String text = "EncryptingConverter could not read from topic " + topic + ". " + e.getMessage();
            throw unread(configured, e.ofRecord(), text, null);
        } catch (RuntimeException e) {
            throw unforeseen(configured, topic, e);
        }
    }

    @Override
    public void close() throws IOException {
        Parts closed = parts;
        parts = null;
        if (closed != null) {
            try (RecordBytes last = closed.bytes();
                    PluginMetrics shown = closed.metrics()) {
                closed.inner().close();
            }
        }
    }

    private Parts configured() {
        Parts configured = parts;
        if (configured == null) {
            throw new IllegalStateException("EncryptingConverter is not configured, or was closed");
        }
        return configured;
    }

    private static void requireRule(Parts configured, String topic) {
        if (configured.config().unmatchedTopics() == UnmatchedTopics.FAIL
                && !configured.bytes().mayMatch(topic)) {
            throw noRule(configured, topic, "Correct `topics`");
        }
    }

    /** What a schema's rules say nothing of. */
    private static byte[] unmatched(Parts configured, String topic, byte[] bytes) {
        if (configured.config().unmatchedTopics() == UnmatchedTopics.FAIL) {
            throw noRule(configured, topic, "Add a rule to the schema in the registry, or to ruleset.file");
        }
        return bytes;
    }

    private static FailClosedError noRule(Parts configured, String topic, String advice) {
        configured.metrics().failed(PluginMetrics.UNMATCHED_TOPIC);
        return new FailClosedError(
                "No rule of EncryptingConverter matches topic " + topic + ". " + advice
                        + ", or let its records pass in clear with unmatched.topics=pass.",
                null);
    }

    /** A DataException only when the user chose so; returned as an unchecked exception, or thrown as an Error. */
    private static DataException unwritten(Parts configured, String text, @Nullable DataException cause) {
        if (configured.config().onError() == OnError.TOLERATE) {
            return new DataException(text, cause);
        }
        throw new FailClosedError(text, cause);
    }

    /** A DataException for the defect of one record; returned as an unchecked exception, or thrown as an Error. */
    private static DataException unread(
            Parts configured, boolean ofRecord, String text, @Nullable DataException cause) {
        if (configured.config().profile().passesPlaintext()) {
            throw new FailClosedError(
                    text + " While on.plaintext=pass no record goes to a dead-letter queue: it may be clear.", cause);
        }
        if (ofRecord) {
            return new DataException(text, cause);
        }
        throw new FailClosedError(text, cause);
    }

    private static FailClosedError unforeseen(Parts configured, String topic, RuntimeException failure) {
        if (failure instanceof ConfigException) {
            configured.metrics().failed(PluginMetrics.CONFIGURATION);
            return new FailClosedError(
                    "EncryptingConverter is configured wrongly for topic " + topic + ". " + failure.getMessage(),
                    failure);
        }
        configured.metrics().failed(PluginMetrics.UNFORESEEN);
        // The message of an unforeseen exception may hold a value, so neither it nor the exception is passed on.
        return new FailClosedError(
                "EncryptingConverter failed on topic " + topic + " with "
                        + failure.getClass().getName() + " at " + FailureOrigin.of(failure)
                        + ". The record was not passed on.",
                null);
    }
}
