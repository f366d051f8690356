package io.lockweir.serde;

import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.RulesByTags;
import io.lockweir.connect.record.Topics;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.registry.tag.TaggedFields;
import io.lockweir.serde.form.Branch;
import io.lockweir.serde.form.FormException;
import io.lockweir.serde.form.RecordForms;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;

/** Level field: what the rules name in a record, whatever its form, goes through the transforms' own way for records without a schema. */
final class RecordFields implements Treatment {
    /** Encrypts or decrypts a map without a schema; returns another one. */
    @FunctionalInterface
    interface Fields {
        Map<String, ?> treated(String topic, Map<String, ?> row);
    }

    private static final int MOST_TYPES = 256;

    private final EncryptionEngine engine;
    private final RowImages rowImages;
    private final boolean writes;
    private final Function<List<FieldRule>, Fields> maker;
    private final Topics<Topic> topics;

    /**
     * Around one engine, which it closes.
     *
     * @param writes whether tags that no rule means are refused
     * @param maker of what treats rows by rules that name their fields
     */
    RecordFields(
            EncryptionEngine engine,
            List<FieldRule> rules,
            RowImages rowImages,
            boolean writes,
            Function<List<FieldRule>, Fields> maker) {
        this.engine = engine;
        this.rowImages = rowImages;
        this.writes = writes;
        this.maker = maker;
        this.topics = new Topics<>(topic ->
                topic(topic, rules.stream().filter(rule -> rule.matches(topic)).toList()));
    }

    @Override
    public boolean matches(String topic) {
        return topics.of(topic).matched();
    }

    @Override
    public Object treated(String topic, Object record) {
        Topic known = topics.of(topic);
        return known.matched() ? known.planOf(record).treated(topic, record) : record;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** What comes out of a map with text keys has text keys. */
    @SuppressWarnings("unchecked")
    static Map<String, ?> row(Object treated) {
        return (Map<String, ?>) treated;
    }

    private Topic topic(String topic, List<FieldRule> rules) {
        if (rules.isEmpty()) {
            return new Unmatched();
        }
        return RulesByTags.any(rules) ? new ByTags(topic, rules) : new ByName(plan(topic, rules));
    }

    private Plan plan(String topic, List<FieldRule> rules) {
        Branch row = Branch.of(PathTree.of(topic, rules));
        return new Plan(
                rowImages == RowImages.DEBEZIUM ? Branch.changeEvent(row) : row,
                new RecordForms(topic),
                maker.apply(rules));
    }

    /** What is done in a topic. */
    private sealed interface Topic {
        default boolean matched() {
            return true;
        }

        Plan planOf(Object record);
    }

    /** No rule speaks about it. */
    private record Unmatched() implements Topic {
        @Override
        public boolean matched() {
            return false;
        }

        @Override
        public Plan planOf(Object record) {
            throw new IllegalStateException("No rule speaks about the topic");
        }
    }

    /** The same fields in all records. */
    private record ByName(Plan plan) implements Topic {
        @Override
        public Plan planOf(Object record) {
            return plan;
        }
    }

    /** The fields that have tags, in each type of records. */
    private final class ByTags implements Topic {
        private final String topic;
        private final List<FieldRule> rules;
        private final RecordForms forms;
        private final IdentityHashMap<Object, Plan> plans = new IdentityHashMap<>();

        ByTags(String topic, List<FieldRule> rules) {
            this.topic = topic;
            this.rules = rules;
            this.forms = new RecordForms(topic);
        }

        @Override
        public Plan planOf(Object record) {
            Object type = forms.typeOf(record);
            Plan known = plans.get(type);
            if (known == null) {
                known = made(record);
                if (plans.size() >= MOST_TYPES) {
                    plans.clear();
                }
                plans.put(type, known);
            }
            return known;
        }

        private Plan made(Object record) {
            try {
                TaggedFields found = forms.tags(record);
                TaggedFields fields = rowImages == RowImages.DEBEZIUM ? found.ofRow() : found;
                // Typed forms keep their types, so that elements are treated one by one.
                List<FieldRule> named = RulesByTags.named(topic, rules, rule -> fields, rule -> true);
                if (writes) {
                    RulesByTags.requireAllMeant(topic, named, fields);
                }
                return plan(topic, named);
            } catch (ConfigException | IllegalArgumentException e) {
                throw new FormException("a record of topic " + topic + " is refused. " + e.getMessage());
            }
        }
    }

    /** What is done to records of one shape. */
    private record Plan(Branch branch, RecordForms forms, Fields fields) {
        Object treated(String topic, Object record) {
            return forms.treated(record, branch, row -> fields.treated(topic, row));
        }
    }
}
