package io.lockweir.registry.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rules of a schema encrypt, in one direction. A rule of another type that would change the record is refused: what it does to
 * a field before or after is not known here. So is a rule that passes a record on when it fails.
 *
 * @param direction whether records are written or read
 * @param fields rules on fields, in the order in which they run
 * @param payload the rule on the whole body, at most one
 */
public record EncryptionRules(Direction direction, List<EncryptionRule> fields, Optional<EncryptionRule> payload) {
    private static final String FIELD = "ENCRYPT";
    private static final String PAYLOAD = "ENCRYPT_PAYLOAD";
    private static final String ERROR = "ERROR";
    private static final String NONE = "NONE";

    public EncryptionRules {
        fields = List.copyOf(fields);
    }

    /** Which way a record goes. */
    public enum Direction {
        WRITE,
        /** What was written last is undone first. */
        READ;

        boolean runs(Rule rule) {
            // A condition only looks at the record: a reader that skips it reads no worse.
            return this == WRITE ? rule.mode().writes() : rule.mode().reads() && rule.kind() == Rule.Kind.TRANSFORM;
        }

        String onFailure(Rule rule) {
            return this == WRITE ? rule.onFailure().write() : rule.onFailure().read();
        }
    }

    /**
     * For records of one direction.
     *
     * @throws IllegalArgumentException naming the rule, if it can't be kept
     */
    public static EncryptionRules of(Direction direction, RuleSet rules, Metadata metadata) {
        List<EncryptionRule> fields = new ArrayList<>(resolved(direction, rules.domainRules(), FIELD, metadata));
        List<EncryptionRule> payloads = resolved(direction, rules.encodingRules(), PAYLOAD, metadata);
        if (payloads.size() > 1) {
            throw new IllegalArgumentException("There are several rules of type " + PAYLOAD + ". Leave one");
        }
        if (direction == Direction.READ) {
            Collections.reverse(fields);
        }
        return new EncryptionRules(direction, fields, payloads.stream().findFirst());
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return fields.isEmpty() && payload.isEmpty();
    }

    /**
     * The rule that means a field.
     *
     * @param field its full name, for messages
     * @param tags inline and of the metadata
     * @return nothing for a field without tags that no rule means, and in reading for any that no rule means
     * @throws IllegalArgumentException for a field that two rules mean, and in writing for one with tags that none means
     */
    public Optional<EncryptionRule> ruleOf(String field, Set<String> tags) {
        List<EncryptionRule> found =
                fields.stream().filter(rule -> rule.covers(tags)).toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("Field " + field + " is meant by several rules: "
                    + found.stream().map(EncryptionRule::name).toList() + ". Leave one");
        }
        if (found.isEmpty() && !tags.isEmpty() && direction == Direction.WRITE && payload.isEmpty()) {
            throw new IllegalArgumentException("Field " + field + " has tags " + new TreeSet<>(tags)
                    + " and no rule means them: it would go in clear. Add a rule, or take the tags away");
        }
        return found.stream().findFirst();
    }

    private static List<EncryptionRule> resolved(
            Direction direction, List<Rule> rules, String type, Metadata metadata) {
        List<EncryptionRule> resolved = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (rule.disabled() || !direction.runs(rule)) {
                continue;
            }
            if (!rule.type().equals(type)) {
                throw new IllegalArgumentException("Rule " + rule.name() + " is of type " + rule.type()
                        + ", which is not known here; known is " + type
                        + ". Disable it, or leave this topic to Confluent's client");
            }
            String action = direction.onFailure(rule);
            // In reading, what can't be decrypted is an error whatever the rule says: no clear text is at stake.
            boolean mayPass = direction == Direction.WRITE || !action.equals(NONE);
            if (!action.equals(ERROR) && mayPass) {
                throw new IllegalArgumentException("Rule " + rule.name() + " has onFailure " + action
                        + ", which would pass a record on as it is. Set it to " + ERROR);
            }
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("Two rules are called " + rule.name());
            }
            resolved.add(EncryptionRule.of(rule, metadata));
        }
        return resolved;
    }
}
