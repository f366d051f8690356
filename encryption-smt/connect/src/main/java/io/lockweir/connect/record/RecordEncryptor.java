package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.path.Part;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts, masks or redacts the fields of records: keys or values, flat rows or change events, with or without a schema. For one thread, like the
 * engine; closes nothing. Never modifies what it is given. Either every field that a rule names is encrypted, null, or the
 * placeholder of an unchanged column, or it throws.
 */
public final class RecordEncryptor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordEncryptor.class);

    private final Part part;
    private final TopicRules rules;
    private final EncryptOptions options;
    private final FieldCipher cipher;
    private final Topics<TopicPlans> topics = new Topics<>(this::plans);

    /**
     * Encrypts by rules of profile native.
     *
     * @param part {@code FIELD_OF_KEY} or {@code FIELD_OF_VALUE}
     */
    public RecordEncryptor(EncryptionEngine engine, Part part, List<FieldRule> rules, EncryptOptions options) {
        this(new FieldKeys(engine), part, rules, options, FieldObserver.NONE);
    }

    /** As the other constructor, by rules of whatever profile, with somebody who hears of the fields. */
    public RecordEncryptor(
            FieldKeys keys, Part part, List<FieldRule> rules, EncryptOptions options, FieldObserver observer) {
        this(keys, part, rules, options, new EncryptingCipher(keys, options, observer));
    }

    private RecordEncryptor(
            FieldKeys keys, Part part, List<FieldRule> rules, EncryptOptions options, FieldCipher cipher) {
        if (part.whole()) {
            throw new IllegalArgumentException("A RecordEncryptor encrypts fields, not " + part);
        }
        this.part = part;
        this.rules = new TopicRules(rules, keys.registry(), true);
        this.options = options;
        this.cipher = cipher;
    }

    /**
     * Encrypts nothing, needs no key and no field to be there: tells the observer what would be encrypted.
     *
     * @param keys for rules by tags, which ask the registry
     */
    public static RecordEncryptor reporting(
            FieldKeys keys, Part part, List<FieldRule> rules, EncryptOptions options, FieldObserver observer) {
        return new RecordEncryptor(keys, part, rules, options, new ReportingCipher(observer));
    }

    /** Whether no rule speaks about the topic, so that its records pass as they are. */
    public boolean skips(String topic) {
        return plansOf(topic).skipped();
    }

    /**
     * Encrypts one key or value.
     *
     * @param schema null for data without a schema
     * @param value null, for example a tombstone, comes back as it is
     * @return the arguments themselves when no rule speaks about the topic
     * @throws FieldException for the first field that can't be encrypted, with its reason
     * @throws io.lockweir.encryption.keys.KeyUnavailableError when there is no key to encrypt with
     * @throws org.apache.kafka.common.config.ConfigException when two rules name one field of the topic
     */
    public SchemaAndValue encrypt(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return new SchemaAndValue(schema, null);
        }
        try {
            return encrypted(topic, schema, value);
        } catch (FieldException e) {
            if (e.failure() == FieldFailure.FIELD_NOT_REGISTERED && rules.refreshed(topic)) {
                return encrypted(topic, schema, value);
            }
            throw e;
        }
    }

    private SchemaAndValue encrypted(String topic, @Nullable Schema schema, Object value) {
        TopicPlans plans = plansOf(topic);
        return plans.skipped() ? new SchemaAndValue(schema, value) : plans.apply(schema, value);
    }

    /** Made again when the tags of the topic's schema have changed. */
    @SuppressWarnings("ReferenceEquality")
    private TopicPlans plansOf(String topic) {
        TopicRules.Resolved now = rules.of(topic);
        TopicPlans plans = topics.of(topic);
        if (plans.rules() == now) {
            return plans;
        }
        topics.forget(topic);
        return topics.of(topic);
    }

    private TopicPlans plans(String topic) {
        TopicPlans plans = new TopicPlans(topic, part, rules.of(topic), true, options.rowImages(), cipher);
        if (plans.skipped()) {
            LOG.warn(
                    "No rule matches topic {}: nothing of its {} is encrypted",
                    topic,
                    part == Part.FIELD_OF_KEY ? "keys" : "values");
        }
        return plans;
    }
}
