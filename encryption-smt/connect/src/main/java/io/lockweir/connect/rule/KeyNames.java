package io.lockweir.connect.rule;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names that choose a rule's keys.
 *
 * @param namespace of randomised ciphertexts
 * @param keks labels of key-encryption keys, nearest first; empty with a key source that has none
 */
public record KeyNames(TopicTemplate namespace, List<TopicTemplate> keks) {
    /** Of rules that encrypt nothing with keys of ours. */
    public static final KeyNames NONE = new KeyNames(TopicTemplate.literal("none"), List.of());

    public KeyNames {
        keks = List.copyOf(keks);
    }

    /**
     * Reads templates for the topics of one rule.
     *
     * @throws IllegalArgumentException when one refers to a group that the expression has not
     */
    public static KeyNames of(String namespace, List<String> keks, Pattern topics) {
        return new KeyNames(
                TopicTemplate.of(namespace, topics),
                keks.stream().map(label -> TopicTemplate.of(label, topics)).toList());
    }
}
