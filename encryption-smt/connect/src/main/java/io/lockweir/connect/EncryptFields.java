package io.lockweir.connect;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.record.FieldObserver;
import io.lockweir.connect.record.FieldReport;
import io.lockweir.connect.record.KeyCopyCheck;
import io.lockweir.connect.record.RecordEncryptor;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts fields of keys or values. A record leaves with every field that a rule names encrypted, or it does not leave: failures are
 * {@link FailClosedError} unless {@code on.error=tolerate}, and key trouble is always an Error. Tombstones, null fields and, unless
 * configured otherwise, records of topics without a rule pass. The key stands also in headers of Debezium's primary-key updates.
 */
public abstract class EncryptFields<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    /** What the transform does, for the documentation. */
    public static final String OVERVIEW_DOC =
            "Encrypts fields of the record's key (<code>" + EncryptFields.class.getName()
                    + "$Key</code>) or value (<code>" + EncryptFields.class.getName() + "$Value</code>).";

    private final RecordSide side;
    private final PluginMetrics metrics;
    private FieldKeysConfig.@Nullable Opened keys;
    private @Nullable RecordEncryptor encryptor;
    private @Nullable KeyCopyCheck keyCopies;
    private OnError onError = OnError.FAIL;
    private UnmatchedTopics unmatchedTopics = UnmatchedTopics.PASS;
    private @Nullable SignOff signOff;

    EncryptFields(RecordSide side) {
        this.side = side;
        this.metrics = PluginMetrics.open("EncryptFields." + side.label());
    }

    @Override
    public ConfigDef config() {
        return EncryptFieldsConfig.DEFINITION;
    }

    @Override
    public String version() {
        return PluginVersion.TEXT;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        EncryptFieldsConfig config = EncryptFieldsConfig.of(side, properties);
        if (side == RecordSide.KEY) {
            config.rules().forEach(rule -> requireStable(rule.mode()));
        }
        FieldKeys fieldKeys;
        if (config.runMode() == RunMode.REPORT) {
            FieldReport report = report("run.mode=report: NOTHING IS ENCRYPTED, records pass in clear.");
            FieldKeysConfig.Opened opened = config.fieldKeys().openWithoutKeys();
            keys = opened;
            fieldKeys = opened.keys();
            encryptor = RecordEncryptor.reporting(
                    fieldKeys, side.part(), config.rules(), config.options(), metrics.and(report));
        } else {
            FieldKeysConfig.Opened opened = config.fieldKeys().open(config.iv());
            keys = opened;
            fieldKeys = opened.keys();
            FieldObserver observer = config.runMode() == RunMode.DRY_RUN
                    ? metrics.and(
                            report(
                                    "run.mode=dry-run: fields are encrypted and the result is THROWN AWAY, records pass in clear."))
                    : metrics;
            encryptor = new RecordEncryptor(fieldKeys, side.part(), config.rules(), config.options(), observer);
        }
        keyCopies = side == RecordSide.VALUE && config.onKeyCopy() == OnKeyCopy.FAIL
                ? new KeyCopyCheck(fieldKeys, config.rules())
                : null;
        onError = config.onError();
        unmatchedTopics = config.unmatchedTopics();
    }

    @Override
    public R apply(R record) {
        RecordEncryptor configured = encryptor;
        if (configured == null) {
            throw new IllegalStateException("EncryptFields is not configured");
        }
        SignOff trial = signOff;
        if (trial != null) {
            trial.run(record.topic(), () -> encrypted(configured, record));
            return record;
        }
        try {
            return encrypted(configured, record);
        } catch (KeyUnavailableError e) {
            metrics.failed(e);
            throw e;
        } catch (FieldException e) {
            metrics.failed(e);
            throw failure("EncryptFields could not encrypt. " + e.getMessage(), e);
        } catch (ConfigException e) {
            metrics.failed(PluginMetrics.CONFIGURATION);
            throw new FailClosedError(
                    "EncryptFields is configured wrongly for topic " + record.topic() + ". " + e.getMessage(), e);
        } catch (RuntimeException e) {
            metrics.failed(PluginMetrics.UNFORESEEN);
            // The message of an unforeseen exception may hold a value, so neither it nor the exception is passed on.
            throw failure(
                    "EncryptFields failed on topic " + record.topic() + " with "
                            + e.getClass().getName() + " at " + FailureOrigin.of(e) + ". The record was not passed on.",
                    null);
        }
    }

    private static void requireStable(FieldMode mode) {
        if (mode instanceof FieldMode.Random) {
            throw new ConfigException(
                    "Rules of EncryptFields$Key need mode=join: random ciphertext gives one row a new key each time");
        }
        if (mode instanceof FieldMode.Confluent confluent && !confluent.isStable()) {
            throw new ConfigException("Rules of EncryptFields$Key need encrypt.dek.algorithm=AES256_SIV with"
                    + " profile=confluent, and no encrypt.dek.expiry.days: other ciphertext gives one row a new key");
        }
        if (!mode.encrypts() && !mode.leavesClear()) {
            throw new ConfigException("Rules of EncryptFields$Key need mode=join: with mask and redact the keys of"
                    + " several rows become one, and compaction loses rows");
        }
    }

    private FieldReport report(String headline) {
        Clock clock = Clock.systemUTC();
        FieldReport report = new FieldReport(
                "EncryptFields of the " + side.name().toLowerCase(Locale.ROOT) + ", " + headline, clock);
        signOff = new SignOff(report, clock);
        return report;
    }

    private R encrypted(RecordEncryptor configured, R record) {
        if (configured.skips(record.topic())) {
            return unmatched(record);
        }
        checkKeyCopies(record);
        R encrypted = record;
        Object content = side.content(record);
        if (content != null) {
            encrypted = side.with(record, configured.encrypt(record.topic(), side.schema(record), content));
        }
        return side == RecordSide.KEY
                ? KeyHeaders.converted(encrypted, key -> configured.encrypt(record.topic(), key.schema(), key.value()))
                : encrypted;
    }

    private R unmatched(R record) {
        if (unmatchedTopics == UnmatchedTopics.FAIL) {
            metrics.failed(PluginMetrics.UNMATCHED_TOPIC);
            throw new FailClosedError(
                    "No rule of EncryptFields matches topic " + record.topic()
                            + ". Correct `topics`, or let its records pass in clear with unmatched.topics=pass.",
                    null);
        }
        return record;
    }

    private void checkKeyCopies(R record) {
        KeyCopyCheck check = keyCopies;
        if (check != null) {
            check.check(record.topic(), record.keySchema(), record.key());
            for (Header header : KeyHeaders.of(record)) {
                check.check(record.topic(), header.schema(), header.value());
            }
        }
    }

    /** A DataException only when the user chose so; returned as an unchecked exception, or thrown as an Error. */
    private DataException failure(String message, @Nullable FieldException cause) {
        if (onError == OnError.TOLERATE) {
            return new DataException(message, cause);
        }
        throw new FailClosedError(message, cause);
    }

    @Override
    public void close() {
        try (FieldKeysConfig.Opened closed = keys;
                PluginMetrics shown = metrics) {
            encryptor = null;
            if (signOff != null) {
                signOff.close();
                signOff = null;
            }
        }
    }

    /** Encrypts fields of the key. */
    public static final class Key<R extends ConnectRecord<R>> extends EncryptFields<R> {
        public Key() {
            super(RecordSide.KEY);
        }
    }

    /** Encrypts fields of the value. */
    public static final class Value<R extends ConnectRecord<R>> extends EncryptFields<R> {
        public Value() {
            super(RecordSide.VALUE);
        }
    }
}
