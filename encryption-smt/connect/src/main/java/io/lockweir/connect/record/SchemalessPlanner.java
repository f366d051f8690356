package io.lockweir.connect.record;

import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans the conversion of records without a schema from the rules alone. */
final class SchemalessPlanner {
    private final String topic;
    private final Part part;
    private final FieldCipher cipher;

    SchemalessPlanner(String topic, Part part, FieldCipher cipher) {
        this.topic = topic;
        this.part = part;
        this.cipher = cipher;
    }

    /** The conversion of a row. */
    Conversion row(PathTree tree) {
        RowBindings row = new RowBindings(topic, part, tree, null, cipher);
        return row.around(branch(tree, FieldPath.WHOLE, row));
    }

    /** The conversion of a change event: its row images are converted, the rest is copied. */
    Conversion changeEvent(PathTree tree) {
        Conversion row = row(tree);
        Place place = place(FieldPath.WHOLE);
        return value -> {
            if (!(value instanceof Map<?, ?> event) || RowImages.FIELDS.stream().noneMatch(event::containsKey)) {
                throw FieldException.of(
                        FieldFailure.UNSUPPORTED_BRANCH, place, "a change event needs a map with before or after");
            }
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>(event);
            for (String name : RowImages.FIELDS) {
                Object image = event.get(name);
                if (image != null) {
                    copy.put(name, row.apply(image));
                }
            }
            return copy;
        };
    }

    private @Nullable Conversion walk(PathTree tree, FieldPath path, RowBindings row) {
        TopicRule rule = tree.rule();
        if (rule != null) {
            return cipher.plan(place(path), rule, row.of(rule));
        }
        return tree.clear() ? Planned.SAME : branch(tree, path, row);
    }

    private Conversion branch(PathTree tree, FieldPath path, RowBindings row) {
        FieldsConversion.Named named = new FieldsConversion.Named();
        for (Map.Entry<Step, PathTree> child : tree.children().entrySet()) {
            Step step = child.getKey();
            Conversion conversion = walk(child.getValue(), path.then(step), row);
            if (step instanceof Step.Field field) {
                TopicRule rule = child.getValue().named();
                named.add(
                        field.name(),
                        place(path.then(step)),
                        rule != null && rule.required() ? rule : null,
                        conversion);
            } else if (tree.children().size() > 1 || conversion == null || step instanceof Step.MapKey) {
                throw FieldException.of(
                        FieldFailure.UNSUPPORTED_BRANCH,
                        place(path.then(step)),
                        "it can't be dropped, be a map key, or stand beside other steps");
            } else {
                return step instanceof Step.Element
                        ? new CollectionConversion.OfElements(place(path), conversion)
                        : new CollectionConversion.OfMapValues(place(path), conversion);
            }
        }
        return new FieldsConversion(place(path), named, rest(tree, path, row), cipher);
    }

    /** What converts the fields that the tree does not name; null when they stay as they are. */
    private @Nullable Unnamed rest(PathTree tree, FieldPath path, RowBindings row) {
        TopicRule rest = tree.rest();
        if (rest == null) {
            return null;
        }
        RowBinding binding = row.of(rest);
        return new Unnamed(name -> cipher.plan(place(path.then(new Step.Field(name))), rest, binding));
    }

    private Place place(FieldPath path) {
        return new Place(topic, part, path);
    }
}
