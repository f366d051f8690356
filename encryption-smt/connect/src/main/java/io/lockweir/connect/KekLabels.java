package io.lockweir.connect;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.TopicTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The labels of key-encryption keys that rules may name. A policy file may be shared with connectors of other topics and regions, so a
 * label that is not configured is only certain to be a mistake when its first record comes.
 *
 * @param configured by the plugin; none with a key source that has none
 */
public record KekLabels(List<String> configured) {
    private static final Logger LOG = LoggerFactory.getLogger(KekLabels.class);

    /** Those that a key source is configured with. */
    public static KekLabels of(KeySourceConfig keySource) {
        return new KekLabels(keySource.keys().kekLabels());
    }

    /** For a writer: refuses rules that are all without a key, warns of those that are while others are not. */
    public void check(List<FieldRule> rules) {
        List<FieldRule> encrypting = encrypting(rules).toList();
        if (!encrypting.isEmpty() && encrypting.stream().noneMatch(this::mayHaveAKey)) {
            throw new ConfigException(complaints(encrypting).get(0));
        }
        warn(rules);
    }

    /** Warns of labels that are not configured. For what may be a reader too, which needs none that a rule names. */
    public void warn(List<FieldRule> rules) {
        complaints(rules)
                .forEach(complaint -> LOG.warn("{} Records of its topics are not encrypted: they fail.", complaint));
    }

    /** What is to be said of each label that is not configured. Where it depends on the topic, one configured label must fit. */
    List<String> complaints(List<FieldRule> rules) {
        return encrypting(rules)
                .flatMap(rule -> rule.keys().keks().stream()
                        .filter(label -> !isConfigured(label))
                        .map(label -> complaint(rule, label)))
                .toList();
    }

    private static Stream<FieldRule> encrypting(List<FieldRule> rules) {
        return rules.stream().filter(rule -> rule.mode().encrypts() && !(rule.mode() instanceof FieldMode.Confluent));
    }

    private boolean mayHaveAKey(FieldRule rule) {
        List<TopicTemplate> labels = rule.keys().keks();
        return labels.isEmpty() || labels.stream().anyMatch(this::isConfigured);
    }

    private boolean isConfigured(TopicTemplate label) {
        return configured.stream().anyMatch(label::canBe);
    }

    private String complaint(FieldRule rule, TopicTemplate label) {
        String names = "Rule '" + rule.name() + "' names the KEK " + label;
        return configured.isEmpty()
                ? names + ", but " + KeySourceConfig.KEY_SOURCE + "=" + KeySourceConfig.KEYSET + " has none. Set "
                        + KeySourceConfig.KEY_SOURCE + "=" + KeySourceConfig.ENVELOPE
                        + ", or remove 'kek' from the rule."
                : names + ", and none of that label is configured: " + configured
                        + ". Correct it, or set kek.LABEL.kms and kek.LABEL.key for it.";
    }
}
