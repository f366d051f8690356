package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.path.Part;
import io.lockweir.registry.RegistryClient;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts the fields of records, keys or values, flat rows or change events, with or without a schema, and restores each field's
 * exact original schema. For one thread, like the engine; closes nothing. Never modifies what it is given.
 */
public final class RecordDecryptor {
    /** More lost schemas than this in one record are learnt over several. */
    private static final int MAX_PLANS_PER_RECORD = 64;

    private final TopicRules rules;
    private final DecryptOptions options;
    private final FieldCipher cipher;
    private final Topics<TopicPlans> keys = new Topics<>(topic -> plans(topic, Part.FIELD_OF_KEY));
    private final Topics<TopicPlans> values = new Topics<>(topic -> plans(topic, Part.FIELD_OF_VALUE));

    /**
     * Decrypts by rules of profile native.
     *
     * @param rules what is encrypted: the writer's rules, or a part of them
     */
    public RecordDecryptor(EncryptionEngine engine, List<FieldRule> rules, DecryptOptions options) {
        this(new FieldKeys(engine), rules, options, FieldObserver.NONE);
    }

    /** Decrypts by rules of whatever profile, and tells of the fields. */
    public RecordDecryptor(FieldKeys keys, List<FieldRule> rules, DecryptOptions options, FieldObserver observer) {
        this(
                keys.registry(),
                rules,
                options,
                new ObservedCipher(new DecryptingCipher(keys, options, observer), observer));
    }

    private RecordDecryptor(
            @Nullable RegistryClient registry, List<FieldRule> rules, DecryptOptions options, FieldCipher cipher) {
        this.rules = new TopicRules(rules, registry, false);
        this.options = options;
        this.cipher = cipher;
    }

    /**
     * Decrypts nothing and needs no key: fails with {@link FieldFailure#CLEAR_WHERE_CIPHERTEXT_EXPECTED} at a field that is clear and
     * that the rules decrypt or keep encrypted; by the options clear values may pass. Fields may be missing.
     */
    public static RecordDecryptor checkingForm(List<FieldRule> rules, DecryptOptions options) {
        return checking(rules, options, new FormCheckingCipher(options, null));
    }

    /**
     * As {@link #checkingForm}, before a record is copied: clear values never pass, and fields of profile confluent, whose form tells little,
     * are decrypted to see whether they can be.
     */
    public static RecordDecryptor checkingClear(FieldKeys keys, List<FieldRule> rules, DecryptOptions options) {
        DecryptOptions strict = options.withPlaintext(Plaintext.REFUSED);
        return checking(rules, strict, new FormCheckingCipher(strict, new ConfluentFields(keys)));
    }

    private static RecordDecryptor checking(List<FieldRule> rules, DecryptOptions options, FieldCipher cipher) {
        List<FieldRule> unbound = rules.stream()
                .map(rule -> rule.mode() instanceof FieldMode.Random ? rule.with(new FieldMode.Random()) : rule)
                .toList();
        return new RecordDecryptor(null, unbound, options.withUnlisted(Unlisted.KEEP), cipher);
    }

    /**
     * Decrypts one key or value.
     *
     * @param part {@code FIELD_OF_KEY} or {@code FIELD_OF_VALUE}
     * @param schema null for data without a schema
     * @param value null, for example a tombstone, comes back as it is
     * @return the arguments themselves when no rule speaks about the topic
     * @throws FieldException for the first field that can't be decrypted, with its reason
     * @throws io.lockweir.encryption.keys.KeyUnavailableError when the key source can't answer; no record is at fault
     * @throws org.apache.kafka.common.config.ConfigException when two rules name one field of the topic
     */
    public SchemaAndValue decrypt(String topic, Part part, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return new SchemaAndValue(schema, null);
        }
        TopicPlans plans = plansOf(topic, part);
        if (plans.skipped()) {
            return new SchemaAndValue(schema, value);
        }
        for (int attempt = 0; ; attempt++) {
            try {
                return plans.apply(schema, value);
            } catch (LostSchemas.Learnt learnt) {
                if (attempt >= MAX_PLANS_PER_RECORD) {
                    throw new IllegalStateException(
                            "Elements of one field in topic " + topic + " have several types and no schema", learnt);
                }
                plans.replan();
            }
        }
    }

    /**
     * A reader of rows of a schema; empty if only {@link #decrypt} can do it, because nothing is to be decrypted or a value
     * depends on the rest of its row.
     *
     * @throws FieldException if rules and schema do not fit
     */
    public Optional<RowReader> reader(String topic, Part part, Schema schema) {
        TopicPlans plans = plansOf(topic, part);
        return !plans.skipped() && plans.planned(schema).conversion() instanceof StructConversion conversion
                ? Optional.of(new RowReader(conversion))
                : Optional.empty();
    }

    private TopicPlans plansOf(String topic, Part part) {
        return switch (part) {
            case FIELD_OF_KEY -> plansOf(topic, keys);
            case FIELD_OF_VALUE -> plansOf(topic, values);
            case WHOLE_KEY, WHOLE_VALUE ->
                throw new IllegalArgumentException("A RecordDecryptor decrypts fields, not " + part);
        };
    }

    /** Made again when the tags of the topic's schema have changed. */
    @SuppressWarnings("ReferenceEquality")
    private TopicPlans plansOf(String topic, Topics<TopicPlans> topics) {
        TopicRules.Resolved now = rules.of(topic);
        TopicPlans plans = topics.of(topic);
        if (plans.rules() == now) {
            return plans;
        }
        topics.forget(topic);
        return topics.of(topic);
    }

    private TopicPlans plans(String topic, Part part) {
        return new TopicPlans(
                topic, part, rules.of(topic), options.unlisted() == Unlisted.KEEP, options.rowImages(), cipher);
    }
}
