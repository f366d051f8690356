package io.lockweir.serde;

import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.Topics;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.serde.form.Branch;
import io.lockweir.serde.form.RecordForms;
import java.util.List;
import java.util.Map;

/** Level field: what the rules name in a record, whatever its form, goes through the transforms' own way for records without a schema. */
final class RecordFields implements Treatment {
    /** Encrypts or decrypts a map without a schema; returns another one. */
    @FunctionalInterface
    interface Fields {
        Map<String, ?> treated(String topic, Map<String, ?> row);
    }

    private record Topic(boolean matched, Branch branch, RecordForms forms) {}

    private final EncryptionEngine engine;
    private final Fields fields;
    private final Topics<Topic> topics;

    RecordFields(EncryptionEngine engine, List<FieldRule> rules, RowImages rowImages, Fields fields) {
        this.engine = engine;
        this.fields = fields;
        this.topics = new Topics<>(topic -> {
            PathTree tree = PathTree.of(topic, rules);
            Branch row = Branch.of(tree);
            return new Topic(
                    !tree.isEmpty(),
                    rowImages == RowImages.DEBEZIUM ? Branch.changeEvent(row) : row,
                    new RecordForms(topic));
        });
    }

    @Override
    public boolean matches(String topic) {
        return topics.of(topic).matched();
    }

    @Override
    public Object treated(String topic, Object record) {
        Topic known = topics.of(topic);
        return known.matched()
                ? known.forms().treated(record, known.branch(), row -> fields.treated(topic, row))
                : record;
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
}
