package io.lockweir.connect.record;

import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans the conversion of one schema: every path of the rules must lead to a field, or it fails. */
final class SchemaPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaPlanner.class);

    private final String topic;
    private final Part part;
    private final FieldCipher cipher;
    private final TopicRules.Resolved rules;
    // before and after share one row schema: their results must share one too, for Avro and for Connect's equality
    // checks.
    private final IdentityHashMap<Schema, Planned> rows = new IdentityHashMap<>();

    SchemaPlanner(String topic, Part part, FieldCipher cipher, TopicRules.Resolved rules) {
        this.rules = rules;
        this.topic = topic;
        this.part = part;
        this.cipher = cipher;
    }

    /** The plan of a record that no rule names a field of. */
    Planned withoutRules(Schema schema) {
        unlisted(schema, FieldPath.WHOLE);
        return Planned.copy(schema);
    }

    /** The plan of a row. */
    Planned row(Schema schema, PathTree tree) {
        Planned known = rows.get(schema);
        if (known != null) {
            return known;
        }
        rules.requireKnown(topic, part, tree, schema);
        RowBindings bindings = new RowBindings(topic, part, tree, schema, cipher);
        Planned walked = schema.type() == Schema.Type.STRUCT
                ? walk(schema, tree, FieldPath.WHOLE, bindings)
                : unsupported(schema, FieldPath.WHOLE);
        if (walked == null) {
            throw new IllegalStateException("A whole row can't be dropped");
        }
        Planned planned = new Planned(walked.schema(), bindings.around(walked.conversion()));
        rows.put(schema, planned);
        return planned;
    }

    /** The plan of a change event: its row images are converted, the rest is copied. */
    Planned changeEvent(Schema envelope, PathTree tree) {
        if (envelope.type() != Schema.Type.STRUCT
                || RowImages.FIELDS.stream().allMatch(name -> envelope.field(name) == null)) {
            throw FieldException.of(
                    FieldFailure.UNSUPPORTED_BRANCH,
                    place(FieldPath.WHOLE),
                    "a change event needs a struct with before or after, found schema " + describe(envelope));
        }
        return struct(envelope, FieldPath.WHOLE, field -> {
            if (RowImages.FIELDS.contains(field.name())) {
                return row(field.schema(), tree);
            }
            return copied(field.schema(), FieldPath.of(field.name()));
        });
    }

    private @Nullable Planned walk(Schema schema, PathTree tree, FieldPath path, RowBindings row) {
        TopicRule rule = tree.rule();
        if (rule != null) {
            return cipher.plan(place(path), rule, schema, row.of(rule));
        }
        if (tree.clear()) {
            return copied(schema, path);
        }
        Planned element = child(schema, Schema.Type.ARRAY, tree, Step.ELEMENT, path, row);
        if (element != null) {
            Schema target = like(schema, SchemaBuilder.array(element.schema()));
            return new Planned(target, new CollectionConversion.OfElements(place(path), element.conversion()));
        }
        Planned mapValue = child(schema, Schema.Type.MAP, tree, Step.MAP_VALUE, path, row);
        if (mapValue != null) {
            Schema target = like(schema, SchemaBuilder.map(schema.keySchema(), mapValue.schema()));
            return new Planned(target, new CollectionConversion.OfMapValues(place(path), mapValue.conversion()));
        }
        if (schema.type() != Schema.Type.STRUCT
                || !tree.children().keySet().stream().allMatch(Step.Field.class::isInstance)) {
            TopicRule rest = tree.rest();
            return rest != null && tree.named() == null
                    ? cipher.plan(place(path), rest, schema, row.of(rest))
                    : unsupported(schema, path);
        }
        requireFields(schema, tree, path);
        return struct(schema, path, field -> {
            Step step = new Step.Field(field.name());
            PathTree branch = tree.children().get(step);
            if (branch != null) {
                return walk(field.schema(), branch, path.then(step), row);
            }
            TopicRule rest = tree.rest();
            return rest == null
                    ? copied(field.schema(), path.then(step))
                    : cipher.plan(place(path.then(step)), rest, field.schema(), row.of(rest));
        });
    }

    private Planned copied(Schema schema, FieldPath path) {
        unlisted(schema, path);
        return Planned.copy(schema);
    }

    private void requireFields(Schema schema, PathTree tree, FieldPath path) {
        tree.children().forEach((step, branch) -> {
            if (step instanceof Step.Field field && schema.field(field.name()) == null) {
                TopicRule named = branch.named();
                if (named != null && !named.required()) {
                    return;
                }
                if (named != null) {
                    String what = "the schema " + name(schema) + "has no such field";
                    cipher.missing(place(path.then(step)), named, what);
                } else {
                    LOG.warn(
                            "Field {} of topic {} stays clear by clear.fields, but the schema {}has no such field; was it"
                                    + " renamed or misspelt? The rest is treated all the same",
                            path.then(step),
                            topic,
                            name(schema));
                }
            }
        });
    }

    /** The plan of an array's elements or a map's values; null when schema or rule is about something else. */
    private @Nullable Planned child(
            Schema schema, Schema.Type type, PathTree tree, Step step, FieldPath path, RowBindings row) {
        PathTree branch = tree.children().get(step);
        if (schema.type() != type || branch == null || tree.children().size() != 1) {
            return null;
        }
        Planned planned = walk(schema.valueSchema(), branch, path.then(step), row);
        if (planned == null) {
            throw FieldException.of(
                    FieldFailure.UNSUPPORTED_BRANCH,
                    place(path.then(step)),
                    "an element can't be dropped, only a field can");
        }
        return planned;
    }

    /** Plans a struct; a null plan drops the field. */
    private Planned struct(Schema schema, FieldPath path, FieldPlan plans) {
        SchemaBuilder builder = SchemaBuilder.struct();
        List<@Nullable Conversion> conversions = new ArrayList<>();
        List<@Nullable String> names = new ArrayList<>();
        for (Field field : schema.fields()) {
            Planned planned = plans.of(field);
            names.add(planned == null ? null : field.name());
            conversions.add(planned == null || planned.copies() ? null : planned.conversion());
            if (planned != null) {
                builder.field(field.name(), planned.schema());
            }
        }
        Schema target = like(schema, builder);
        List<@Nullable Field> targets = new ArrayList<>();
        names.forEach(name -> targets.add(name == null ? null : target.field(name)));
        return new Planned(target, new StructConversion(place(path), schema, target, targets, conversions));
    }

    /** Asks about every field that no rule names, however deep. */
    private void unlisted(Schema schema, FieldPath path) {
        cipher.unlisted(place(path), schema);
        switch (schema.type()) {
            case ARRAY -> unlisted(schema.valueSchema(), path.then(Step.ELEMENT));
            case MAP -> unlisted(schema.valueSchema(), path.then(Step.MAP_VALUE));
            case STRUCT ->
                schema.fields().forEach(field -> unlisted(field.schema(), path.then(new Step.Field(field.name()))));
            default -> {}
        }
    }

    /** The container's own properties, without its default: that would hold clear values. */
    private static Schema like(Schema schema, SchemaBuilder builder) {
        if (schema.isOptional() || schema.defaultValue() != null) {
            builder.optional();
        }
        if (schema.name() != null) {
            builder.name(schema.name());
        }
        if (schema.version() != null) {
            builder.version(schema.version());
        }
        if (schema.doc() != null) {
            builder.doc(schema.doc());
        }
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return builder.build();
    }

    private Planned unsupported(Schema schema, FieldPath path) {
        throw FieldException.of(
                FieldFailure.UNSUPPORTED_BRANCH,
                place(path),
                "the rule's path does not go on like the schema, which is " + describe(schema));
    }

    private Place place(FieldPath path) {
        return new Place(topic, part, path);
    }

    private static String name(Schema schema) {
        return schema.name() == null ? "" : schema.name() + " ";
    }

    private static String describe(Schema schema) {
        return schema.name() == null ? schema.type().name() : schema.type() + " " + schema.name();
    }

    /** The plan of one field of a struct. */
    @FunctionalInterface
    private interface FieldPlan {
        @Nullable
        Planned of(Field field);
    }
}
