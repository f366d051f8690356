package io.lockweir.connect;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.TopicTemplate;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/**
 * The labels of key-encryption keys that a writer may name in rules.
 *
 * @param configured by the plugin; none with a key source that has none
 */
record KekLabels(List<String> configured) {

    /** Refuses rules that would find no key at their first record. Where a label depends on the topic, one configured label must fit. */
    void check(List<FieldRule> rules) {
        rules.stream()
                .filter(rule -> rule.mode().encrypts())
                .forEach(rule -> rule.keys().keks().forEach(label -> check(rule, label)));
    }

    private void check(FieldRule rule, TopicTemplate label) {
        if (configured.isEmpty()) {
            throw new ConfigException(
                    "Rule '" + rule.name() + "' names the KEK " + label + ", but " + KeySourceConfig.KEY_SOURCE
                            + "=" + KeySourceConfig.KEYSET + " has none. Set " + KeySourceConfig.KEY_SOURCE + "="
                            + KeySourceConfig.ENVELOPE + ", or remove 'kek' from the rule.");
        }
        if (configured.stream().noneMatch(label::canBe)) {
            throw new ConfigException(
                    "Rule '" + rule.name() + "' names the KEK " + label + ", and none of that label is configured: "
                            + configured + ". Correct it, or set kek.LABEL.kms and kek.LABEL.key for it.");
        }
    }
}
