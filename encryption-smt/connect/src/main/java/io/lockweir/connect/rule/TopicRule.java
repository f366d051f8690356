package io.lockweir.connect.rule;

import io.lockweir.encryption.keys.Scope;
import java.util.List;

/**
 * A rule as it holds in one topic: its templates are filled in.
 *
 * @param rule the rule's name, for errors
 * @param mode what becomes of the field
 * @param namespace of randomised ciphertexts
 * @param keks labels of key-encryption keys, nearest first
 * @param onRead what a reader does with the field
 * @param required whether a field that it names must exist
 */
public record TopicRule(
        String rule, FieldMode mode, String namespace, List<String> keks, OnRead onRead, boolean required) {
    public TopicRule {
        keks = List.copyOf(keks);
    }

    /**
     * The scope of the field's ciphertexts.
     *
     * @throws IllegalStateException for a mode that makes no envelopes
     */
    public Scope scope() {
        return mode.scope(namespace)
                .orElseThrow(
                        () -> new IllegalStateException("Rule '" + rule + "' makes no envelopes, it has no scope"));
    }
}
