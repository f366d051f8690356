package io.lockweir.connect;

import io.lockweir.connect.record.FieldKeys;
import io.lockweir.connect.record.RulesByTags;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.policy.IvMode;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the keys of rules about fields come from, as far as the rules need them.
 *
 * @param keySource for profile native; absent where no rule needs it
 * @param registry for profile confluent and for rules by tags; absent where there are none
 */
public record FieldKeysConfig(Optional<KeySourceConfig> keySource, Optional<RegistryConfig> registry) {

    /**
     * Reads what rules need. Keys of a section that none needs are refused.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static FieldKeysConfig of(AbstractConfig config, Collection<FieldRule> rules) {
        rules.forEach(FieldKeysConfig::requireSubject);
        boolean confluent = rules.stream().anyMatch(FieldKeysConfig::isConfluent);
        boolean asksRegistry = confluent || RulesByTags.any(rules);
        boolean ours = !confluent || rules.stream().anyMatch(rule -> rule.mode().encrypts() && !isConfluent(rule));
        if (!asksRegistry) {
            refuseRegistry(config);
        }
        if (!ours) {
            refuse(config, KeySourceConfig::owns, "a rule encrypts with profile=native");
        }
        return new FieldKeysConfig(
                ours ? Optional.of(KeySourceConfig.of(config)) : Optional.empty(),
                asksRegistry ? Optional.of(RegistryConfig.of(config)) : Optional.empty());
    }

    /**
     * Refuses the section of the registry, where no rule needs it.
     *
     * @throws ConfigException naming a key of it
     */
    public static void refuseRegistry(AbstractConfig config) {
        refuse(config, RegistryConfig::owns, "a rule has profile=confluent or tags");
    }

    /**
     * Opens them; the caller closes them.
     *
     * @param iv of a writer; a reader's is of no account
     * @throws ConfigException naming what can't be used
     */
    public Opened open(IvMode iv) {
        KeySource keys = keySource.map(KeySourceConfig::open).orElseGet(NoKeySource::new);
        try {
            return Opened.of(keys, registry.map(RegistryConfig::open), iv);
        } catch (RuntimeException | Error e) {
            keys.close();
            throw e;
        }
    }

    /** Opens what tells of fields, and no key: nothing is encrypted or decrypted. */
    public Opened openWithoutKeys() {
        return Opened.of(new NoKeySource(), registry.map(RegistryConfig::open), IvMode.COUNTER);
    }

    /** A converter registers the schemas of encrypted records, without tags, at the topic's own subject. */
    private static void requireSubject(FieldRule rule) {
        if (rule.selection() instanceof FieldSelection.Tagged tagged && tagged.subjectName() == null) {
            throw new ConfigException(
                    "Rule '" + rule.name() + "' has tags and no tags.subject. Name the subject of the schema"
                            + " that has the tags, such as ${topic}-design: one that no converter registers schemas at.");
        }
    }

    private static boolean isConfluent(FieldRule rule) {
        return rule.mode().profile() == Profile.CONFLUENT;
    }

    private static void refuse(AbstractConfig config, Predicate<String> section, String unless) {
        TreeSet<String> others = new TreeSet<>(config.originals().keySet());
        others.removeIf(section.negate());
        if (!others.isEmpty()) {
            throw new ConfigException(
                    "Key '" + others.first() + "' has no effect unless " + unless + ", and none does. Remove it.");
        }
    }

    /** Keys while a plugin runs. For one thread. */
    public static final class Opened implements AutoCloseable {
        private final KeySource source;
        private final EncryptionEngine engine;
        private final Optional<SharedRegistry> registry;

        private Opened(KeySource source, EncryptionEngine engine, Optional<SharedRegistry> registry) {
            this.source = source;
            this.engine = engine;
            this.registry = registry;
        }

        /** Takes what is open, and closes it in the end. */
        public static Opened of(KeySource source, Optional<SharedRegistry> registry, IvMode iv) {
            return new Opened(source, new EncryptionEngine(source, iv), registry);
        }

        /** Of use until this is closed. */
        public FieldKeys keys() {
            return new FieldKeys(engine, registry.map(SharedRegistry::client).orElse(null));
        }

        @Override
        public void close() {
            try (KeySource closedLast = source;
                    EncryptionEngine closedFirst = engine) {
                registry.ifPresent(SharedRegistry::close);
            }
        }
    }
}
