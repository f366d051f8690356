package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.record.SubjectTags;
import io.lockweir.registry.tag.TaggedFields;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rules of topics: as they were configured or, where some select by tags, as the registry's schemas have it now. For one thread.
 */
final class TopicRules {
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REFRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final List<FieldRule> rules;
    private final boolean writes;
    private final @Nullable SubjectTags tags;
    private final Resolved asConfigured;
    private final Topics<State> topics = new Topics<>(State::new);

    /**
     * Asks nobody yet.
     *
     * @param registry null where no rule selects by tags
     * @param writes whether tags that no rule means are refused
     */
    TopicRules(List<FieldRule> rules, @Nullable RegistryClient registry, boolean writes) {
        this.rules = List.copyOf(rules);
        this.writes = writes;
        this.asConfigured = new Resolved(this.rules, null);
        boolean byTags = RulesByTags.any(rules);
        this.tags = byTags ? new SubjectTags(Objects.requireNonNull(registry, "registry")) : null;
    }

    /**
     * The rules of a topic; the same object while nothing changes.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if a schema can't be had
     * @throws ConfigException for a schema without tags, and in writing for a tag that no rule means
     */
    Resolved of(String topic) {
        SubjectTags asked = tags;
        return asked == null ? asConfigured : topics.of(topic).current(asked);
    }

    /** Whether it was worth asking again, since a record has a field that the schema does not have. */
    boolean refreshed(String topic) {
        SubjectTags asked = tags;
        return asked != null && topics.of(topic).refreshed(asked);
    }

    /** What holds in a topic. Compared by identity. */
    static final class Resolved {
        private final List<FieldRule> rules;
        private final @Nullable Set<FieldPath> known;

        private Resolved(List<FieldRule> rules, @Nullable Set<FieldPath> known) {
            this.rules = List.copyOf(rules);
            this.known = known;
        }

        List<FieldRule> rules() {
            return rules;
        }

        /** Whether rules came of tags, so that nothing is known of records without a schema. */
        boolean isByTags() {
            return known != null;
        }

        /** @throws FieldException for a field of the row that neither the schema with the tags nor a rule has */
        void requireKnown(String topic, Part part, PathTree tree, Schema row) {
            Set<FieldPath> fields = known;
            if (fields != null) {
                requireKnown(new Place(topic, part, FieldPath.WHOLE), tree, fields, row);
            }
        }

        private static void requireKnown(Place place, PathTree tree, Set<FieldPath> known, Schema schema) {
            switch (schema.type()) {
                case ARRAY -> requireKnown(at(place, Step.ELEMENT), tree, known, schema.valueSchema());
                case MAP -> requireKnown(at(place, Step.MAP_VALUE), tree, known, schema.valueSchema());
                case STRUCT -> {
                    for (Field field : schema.fields()) {
                        Place inner = at(place, new Step.Field(field.name()));
                        if (RulesByTags.covers(tree, inner.path())) {
                            continue;
                        }
                        if (!known.contains(inner.path())) {
                            throw FieldException.of(
                                    FieldFailure.FIELD_NOT_REGISTERED,
                                    inner,
                                    "the schema with the tags has no such field");
                        }
                        requireKnown(inner, tree, known, field.schema());
                    }
                }
                default -> {}
            }
        }

        private static Place at(Place place, Step step) {
            return new Place(place.topic(), place.part(), place.path().then(step));
        }
    }

    /** One topic. */
    private final class State {
        private final String topic;
        private Map<String, TaggedFields> seen = Map.of();
        private @Nullable Resolved resolved;
        private long looked = System.nanoTime();
        private long asked = System.nanoTime() - REFRESH_NANOS;

        State(String topic) {
            this.topic = topic;
        }

        Resolved current(SubjectTags subjects) {
            Resolved known = resolved;
            long now = System.nanoTime();
            if (known != null && now - looked < LOOK_NANOS) {
                return known;
            }
            Map<String, TaggedFields> found = new HashMap<>();
            for (String subject : RulesByTags.subjects(topic, rules, this::subject)) {
                found.put(subject, subjects.of(subject));
            }
            looked = now;
            if (known == null || !found.equals(seen)) {
                known = resolve(found);
                resolved = known;
                seen = found;
            }
            return known;
        }

        boolean refreshed(SubjectTags subjects) {
            long now = System.nanoTime();
            if (now - asked < REFRESH_NANOS) {
                return false;
            }
            asked = now;
            RulesByTags.subjects(topic, rules, this::subject).forEach(subjects::forget);
            looked = now - LOOK_NANOS;
            return true;
        }

        private Resolved resolve(Map<String, TaggedFields> found) {
            if (found.isEmpty()) {
                return new Resolved(
                        rules.stream().filter(rule -> !rule.isByTags()).toList(), null);
            }
            Map<String, TaggedFields> rows = new HashMap<>();
            Set<FieldPath> known = new HashSet<>();
            found.forEach((subject, fields) -> {
                TaggedFields row = ofRow(subject, fields);
                if (row.tagged().isEmpty()) {
                    throw new ConfigException(
                            "The latest schema of subject " + subject + " has no tags at all: everything of"
                                    + " topic " + topic
                                    + " would go in clear. Name the subject of the schema that has them in tags.subject,"
                                    + " never one that a converter registers schemas at, or take the topic out of the rule.");
                }
                rows.put(subject, row);
                known.addAll(row.known());
                row.tagged().forEach(field -> known.add(field.path()));
            });
            List<FieldRule> named =
                    RulesByTags.named(topic, rules, rule -> Objects.requireNonNull(rows.get(subject(rule)), "subject"));
            if (writes) {
                rows.values().forEach(row -> RulesByTags.requireAllMeant(topic, named, row));
            }
            // A reader decrypts what it is told to; what else a record has is its writer's affair.
            return new Resolved(named, writes ? known : null);
        }

        private static TaggedFields ofRow(String subject, TaggedFields fields) {
            try {
                return fields.ofRow();
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        "The latest schema of subject " + subject + " is refused. " + e.getMessage() + ".");
            }
        }

        private String subject(FieldRule rule) {
            return rule.subjectOfTags(topic);
        }
    }
}
