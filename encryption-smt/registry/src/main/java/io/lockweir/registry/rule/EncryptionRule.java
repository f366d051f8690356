package io.lockweir.registry.rule;

import java.util.Set;

/**
 * A rule that encrypts, its keys resolved.
 *
 * @param name for messages
 * @param tags of fields; empty for all
 * @param keys what to encrypt with
 */
public record EncryptionRule(String name, Set<String> tags, KeyRequest keys) {
    public EncryptionRule {
        tags = Set.copyOf(tags);
    }

    static EncryptionRule of(Rule rule, Metadata metadata) {
        return new EncryptionRule(rule.name(), rule.tags(), KeyParameters.of(rule, metadata));
    }

    /** Whether it means a field: it has no tags, or one of the field's. */
    public boolean covers(Set<String> fieldTags) {
        return tags.isEmpty() || tags.stream().anyMatch(fieldTags::contains);
    }
}
