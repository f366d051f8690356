package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.Compression;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts and decrypts whole keys or values: the bytes that an inner converter or serializer wrote, as one envelope, raw. Any number
 * of threads may call; they take turns.
 */
public final class WholeRecords {
    private static final Logger LOG = LoggerFactory.getLogger(WholeRecords.class);

    /** Both ends of one topic; null both where its records are not encrypted, because a rule says so or none matches. */
    private record Ends(
            boolean matched,
            @Nullable FieldEncryptor encryptor,
            @Nullable FieldDecryptor decryptor,
            FieldObserver.FieldCounter counter,
            FieldObserver.FieldCounter plaintext) {
        static Ends clear(boolean matched) {
            return new Ends(matched, null, null, FieldObserver.FieldCounter.NONE, FieldObserver.FieldCounter.NONE);
        }
    }

    private final EncryptionEngine engine;
    private final Part part;
    private final List<FieldRule> rules;
    private final RecordOptions options;
    private final FieldObserver observer;
    private final Topics<Ends> topics = new Topics<>(this::ends);

    /**
     * Encrypts by rules about {@link FieldPath#WHOLE}. Closes nothing.
     *
     * @param observer hears of each record as of one field, the whole
     * @throws ConfigException when a rule's mode is none for whole records
     */
    public WholeRecords(
            EncryptionEngine engine, Part part, List<FieldRule> rules, RecordOptions options, FieldObserver observer) {
        this.engine = engine;
        this.part = part;
        this.rules = List.copyOf(rules);
        this.options = options;
        this.observer = observer;
        check(part, rules);
    }

    /**
     * Whether rules can be about whole records.
     *
     * @throws ConfigException naming the rule, what is wrong and what to set
     */
    public static void check(Part part, List<FieldRule> rules) {
        rules.forEach(rule -> check(part, rule));
    }

    /** Whether a rule speaks about the topic, be it to leave its records clear. */
    public synchronized boolean matches(String topic) {
        return topics.of(topic).matched();
    }

    /**
     * The envelope of serialized bytes, or the bytes themselves where no rule encrypts them.
     *
     * @throws FieldException when they can't be encrypted
     * @throws io.lockweir.encryption.keys.KeyUnavailableError when there is no key to encrypt with
     */
    public synchronized byte[] encrypt(String topic, byte[] serialized) {
        Ends ends = topics.of(topic);
        FieldEncryptor encryptor = ends.encryptor();
        if (encryptor == null) {
            return serialized;
        }
        ends.counter().value();
        try {
            return encryptor.encrypt(serialized);
        } catch (EnvelopeException e) {
            throw FieldException.of(place(topic), e);
        }
    }

    /**
     * The serialized bytes of an envelope, or the bytes themselves where no rule says that they are encrypted, or clear ones pass.
     *
     * @throws FieldException with {@link FieldFailure#CLEAR_WHERE_CIPHERTEXT_EXPECTED} when it is none
     * @throws io.lockweir.encryption.keys.KeyUnavailableError when the key source can't answer
     */
    public synchronized byte[] decrypt(String topic, byte[] envelope) {
        Ends ends = topics.of(topic);
        FieldDecryptor decryptor = ends.decryptor();
        if (decryptor == null) {
            return envelope;
        }
        if (options.plaintext().isConfigured() && Plaintext.isClear(envelope)) {
            options.plaintext().pass(place(topic), ends.plaintext());
            return envelope;
        }
        Object opened = Ciphertext.decrypt(decryptor, place(topic), envelope).value();
        if (opened instanceof byte[] serialized) {
            ends.counter().value();
            return serialized;
        }
        throw new IllegalStateException("A whole record decrypts to bytes");
    }

    private Ends ends(String topic) {
        TopicRule rule = PathTree.of(topic, rules).rule();
        if (rule == null || rule.mode().leavesClear()) {
            LOG.warn(
                    "{} topic {}: its {} are written and read in clear",
                    rule == null ? "No rule matches" : "A rule exempts",
                    topic,
                    part == Part.WHOLE_KEY ? "keys" : "values");
            return Ends.clear(rule != null);
        }
        boolean join = rule.mode() instanceof FieldMode.Join;
        RecordSpec spec;
        try {
            spec = new RecordSpec(
                    part,
                    rule.scope(),
                    join ? Compression.NONE : options.compression(),
                    options.largest(),
                    rule.mode().padding(),
                    rule.keks());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Rule '" + rule.rule() + "': " + e.getMessage() + ".");
        }
        return new Ends(
                true,
                engine.encryptor(spec),
                engine.decryptor(spec),
                observer.found(topic, part, FieldPath.WHOLE, rule.rule()),
                options.plaintext().isConfigured()
                        ? observer.plaintext(topic, part, FieldPath.WHOLE)
                        : FieldObserver.FieldCounter.NONE);
    }

    private static void check(Part part, FieldRule rule) {
        String name = "Rule '" + rule.name() + "' ";
        if (!rule.fields().equals(List.of(FieldPath.WHOLE))) {
            throw new ConfigException(name + "names fields, and whole records have none. Use EncryptFields for it.");
        }
        if (!rule.mode().encrypts() && !rule.mode().leavesClear()) {
            throw new ConfigException(name + "masks or redacts, which is for fields. Set mode random or join.");
        }
        if (rule.mode() instanceof FieldMode.Confluent) {
            throw new ConfigException(
                    name + "is of profile confluent, which is for fields here. Whole records are of it with"
                            + " the plugin's own profile=confluent, by the rules of their schema in the registry.");
        }
        if (rule.mode() instanceof FieldMode.Random random) {
            if (part == Part.WHOLE_KEY) {
                throw new ConfigException(
                        name + "is about keys and needs mode=join and a join.domain: random ciphertext gives"
                                + " one row a new key each time.");
            }
            if (random.nulls() == FieldMode.Nulls.ENCRYPT
                    || !random.boundTo().isEmpty()
                    || random.pathAs() != null
                    || random.subject() != null) {
                throw new ConfigException(
                        name + "has null=encrypt, bind.fields, path.as or subject, which are for fields. Remove them.");
            }
        }
    }

    private Place place(String topic) {
        return new Place(topic, part, FieldPath.WHOLE);
    }
}
