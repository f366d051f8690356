package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.PathTree;
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
    private final List<FieldRule> rules;
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
        this(part, rules, options, new EncryptingCipher(keys, options, observer));
    }

    private RecordEncryptor(Part part, List<FieldRule> rules, EncryptOptions options, FieldCipher cipher) {
        if (part.whole()) {
            throw new IllegalArgumentException("A RecordEncryptor encrypts fields, not " + part);
        }
        this.part = part;
        this.rules = List.copyOf(rules);
        this.options = options;
        this.cipher = cipher;
    }

    /** Encrypts nothing, needs no key and no field to be there: tells the observer what would be encrypted. */
    public static RecordEncryptor reporting(
            Part part, List<FieldRule> rules, EncryptOptions options, FieldObserver observer) {
        return new RecordEncryptor(part, rules, options, new ReportingCipher(observer));
    }

    /** Whether no rule speaks about the topic, so that its records pass as they are. */
    public boolean skips(String topic) {
        return topics.of(topic).skipped();
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
        TopicPlans plans = topics.of(topic);
        return plans.skipped() ? new SchemaAndValue(schema, value) : plans.apply(schema, value);
    }

    private TopicPlans plans(String topic) {
        PathTree tree = PathTree.of(topic, rules);
        if (tree.isEmpty()) {
            LOG.warn(
                    "No rule matches topic {}: nothing of its {} is encrypted",
                    topic,
                    part == Part.FIELD_OF_KEY ? "keys" : "values");
        }
        return new TopicPlans(topic, part, tree, tree.isEmpty(), options.rowImages(), cipher);
    }
}
