package io.lockweir.connect.record;

import io.lockweir.connect.rule.PathTree;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** The plans for one topic's keys or values. */
final class TopicPlans {
    private final PathTree tree;
    private final boolean skipped;
    private final RowImages rowImages;
    private final String topic;
    private final Part part;
    private final FieldCipher cipher;
    private final TopicRules.Resolved rules;
    private final SchemaCache<Planned> schemas = new SchemaCache<>();
    private @Nullable Conversion schemaless;

    /**
     * Plans nothing yet.
     *
     * @param rules as they hold in the topic
     * @param skipped whether there is nothing to do in this topic without rules: pass its records on as they are
     */
    TopicPlans(
            String topic,
            Part part,
            TopicRules.Resolved rules,
            boolean skipped,
            RowImages rowImages,
            FieldCipher cipher) {
        this.rules = rules;
        this.tree = PathTree.of(topic, rules.rules());
        this.topic = topic;
        this.part = part;
        this.skipped = skipped && tree.isEmpty() && !rules.isByTags();
        this.rowImages = rowImages;
        this.cipher = cipher;
    }

    /** The rules that the plans are made by. */
    TopicRules.Resolved rules() {
        return rules;
    }

    boolean skipped() {
        return skipped;
    }

    /** Forgets the plans, because what they were made from has changed. */
    void replan() {
        schemas.clear();
        schemaless = null;
    }

    SchemaAndValue apply(@Nullable Schema schema, Object value) {
        if (schema == null) {
            if (rules.isByTags()) {
                throw FieldException.of(
                        FieldFailure.UNSUPPORTED_BRANCH,
                        new Place(topic, part, FieldPath.WHOLE),
                        "rules by tags need records with a schema");
            }
            if (tree.isEmpty()) {
                return new SchemaAndValue(null, value);
            }
            return new SchemaAndValue(null, schemaless().apply(value));
        }
        Planned planned = planned(schema);
        return new SchemaAndValue(planned.schema(), planned.conversion().apply(value));
    }

    Planned planned(Schema schema) {
        return schemas.get(schema, this::plan);
    }

    private Planned plan(Schema schema) {
        SchemaPlanner planner = new SchemaPlanner(topic, part, cipher, rules);
        if (tree.isEmpty() && !rules.isByTags()) {
            return planner.withoutRules(schema);
        }
        return rowImages.inside(schema) ? planner.changeEvent(schema, tree) : planner.row(schema, tree);
    }

    private Conversion schemaless() {
        Conversion known = schemaless;
        if (known == null) {
            SchemalessPlanner planner = new SchemalessPlanner(topic, part, cipher);
            known = rowImages.inside(null) ? planner.changeEvent(tree) : planner.row(tree);
            schemaless = known;
        }
        return known;
    }
}
