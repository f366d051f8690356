package io.lockweir.serde.form;

import io.lockweir.registry.tag.TaggedFields;
import io.lockweir.serde.form.Branch.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the rules need out of records of one form, as a map, and puts what has become of it into a copy of the record. For one
 * thread and one topic.
 */
final class FormWalker<T> {
    private static final int MAX_TYPES = 256;

    private final Form<T> form;
    private final String topic;
    private final Set<Object> checked = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable T lastChecked;

    FormWalker(Form<T> form, String topic) {
        this.form = form;
        this.topic = topic;
    }

    boolean is(Object record) {
        return form.is(record);
    }

    Object typeOf(Object record) {
        return form.typeOf(record);
    }

    TaggedFields tags(Object record) {
        T type = form.typeOf(record);
        TaggedFields tags;
        try {
            tags = form.tags(type);
        } catch (IllegalArgumentException e) {
            throw new FormException("a record of topic " + topic + " is refused. " + e.getMessage());
        }
        if (tags == null) {
            throw new FormException("a record of topic " + topic + " is " + form.describe(type)
                    + ", which tells no tags. Name its fields in the rule");
        }
        return tags;
    }

    Object treated(Object record, Branch branch, UnaryOperator<Map<String, ?>> fields) {
        T type = form.typeOf(record);
        checkOnce(type, branch);
        Object before = read(type, record, branch);
        if (!(before instanceof Map<?, ?>)) {
            throw new FormException("a record of topic " + topic + " is " + form.describe(type)
                    + ", which has no fields. Set level=record, or narrow the topics of the rules");
        }
        @SuppressWarnings("unchecked") // read makes maps with text keys only
        Map<String, Object> row = (Map<String, Object>) before;
        Object after = fields.apply(row);
        Object written = write(type, record, branch, row, after);
        if (written == null) {
            throw new IllegalStateException("A whole record can't become null");
        }
        return written;
    }

    private void checkOnce(T type, Branch branch) {
        if (type == lastChecked) {
            return;
        }
        if (!checked.contains(type)) {
            check(type, branch, "");
            if (checked.size() >= MAX_TYPES) {
                checked.clear();
            }
            checked.add(type);
        }
        lastChecked = type;
    }

    /** Missing fields are not looked for here: the rules decide about them. */
    private void check(T type, Branch branch, String path) {
        switch (branch.use()) {
            case TREATED -> {
                if (branch.mode() != null) {
                    refuse(path, form.refusal(type, branch.mode()));
                }
            }
            case BOUND -> refuse(path, form.bindingRefusal(type));
            case KEPT -> {}
            case ELEMENTS -> checkItems(form.element(type), type, branch, path, "[*]", "array");
            case MAP_VALUES -> checkItems(form.mapValue(type), type, branch, path, "{*}", "map");
            case FIELDS -> checkFields(type, branch, path);
        }
    }

    /** A map has no fields: a rule that took its keys for some would leave its values as they are. */
    private void checkFields(T type, Branch branch, String path) {
        if (!form.hasFields(type)) {
            refuse(path, "it is " + form.describe(type) + " and has no fields. Correct the path in the rule");
        }
        branch.fields().forEach((name, below) -> {
            T field = form.field(type, name);
            if (field != null) {
                check(field, below, path.isEmpty() ? name : path + "." + name);
            }
        });
    }

    private void checkItems(@Nullable T item, T type, Branch branch, String path, String step, String wanted) {
        if (item == null) {
            refuse(
                    path + step,
                    "it is " + form.describe(type) + " and no " + wanted + ". Correct the path in the rule");
        } else if (branch.items() != null) {
            check(item, branch.items(), path + step);
        }
    }

    private void refuse(String path, @Nullable String why) {
        if (why != null) {
            throw new FormException("field " + path + " of topic " + topic + ": " + why);
        }
    }

    private @Nullable Object read(T type, @Nullable Object value, Branch branch) {
        if (value == null) {
            return null;
        }
        return switch (branch.use()) {
            case TREATED, BOUND -> form.toJava(type, value);
            case KEPT -> value;
            case ELEMENTS -> {
                T item = form.element(type);
                List<@Nullable Object> elements = new ArrayList<>();
                for (Object element : item == null ? List.of() : form.elements(value)) {
                    elements.add(readItem(item, element, branch));
                }
                yield item == null ? value : elements;
            }
            case MAP_VALUES -> {
                T item = form.mapValue(type);
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                if (item != null) {
                    form.entries(value).forEach((key, entry) -> entries.put(key, readItem(item, entry, branch)));
                }
                yield item == null ? value : entries;
            }
            case FIELDS -> readFields(type, value, branch);
        };
    }

    private @Nullable Object readItem(@Nullable T type, @Nullable Object item, Branch branch) {
        Branch items = branch.items();
        return type == null || items == null ? item : read(type, item, items);
    }

    private Object readFields(T type, Object value, Branch branch) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name : branch.rest() == null ? branch.fields().keySet() : form.names(type, value)) {
            Branch below = branch.fields().getOrDefault(name, branch.rest());
            T field = form.field(type, name);
            if (below != null && field != null && form.has(type, value, name)) {
                if (!branch.fields().containsKey(name) && below.mode() != null) {
                    refuse(name, form.refusal(field, below.mode()));
                }
                fields.put(name, read(field, form.get(value, name), below));
            }
        }
        // What is no struct is told to the rules as it is: they know the path that leads through it.
        return fields.isEmpty() && !form.names(type, value).iterator().hasNext() ? value : fields;
    }

    private @Nullable Object write(
            T type, @Nullable Object original, Branch branch, @Nullable Object before, @Nullable Object after) {
        if (before == after || branch.use() == Use.BOUND || branch.use() == Use.KEPT) {
            return original;
        }
        if (branch.use() == Use.FIELDS
                && original != null
                && before instanceof Map<?, ?> from
                && after instanceof Map<?, ?> to) {
            return writeFields(type, original, branch, from, to);
        }
        T element = form.element(type);
        Branch items = branch.items();
        if (branch.use() == Use.ELEMENTS
                && items != null
                && element != null
                && original != null
                && before instanceof List<?> from
                && after instanceof List<?> to) {
            List<@Nullable Object> written = new ArrayList<>(to.size());
            int index = 0;
            for (Object each : form.elements(original)) {
                written.add(write(element, each, items, from.get(index), to.get(index)));
                index++;
            }
            return form.withElements(type, original, written);
        }
        T mapValue = form.mapValue(type);
        if (branch.use() == Use.MAP_VALUES
                && items != null
                && mapValue != null
                && original != null
                && before instanceof Map<?, ?> from
                && after instanceof Map<?, ?> to) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            form.entries(original)
                    .forEach((key, each) -> written.put(key, write(mapValue, each, items, from.get(key), to.get(key))));
            return form.withEntries(type, original, written);
        }
        return form.fromJava(type, original, after);
    }

    private Object writeFields(T type, Object original, Branch branch, Map<?, ?> before, Map<?, ?> after) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        before.forEach((key, from) -> {
            String name = (String) key;
            T field = form.field(type, name);
            Branch below = branch.fields().getOrDefault(name, branch.rest());
            Object to = after.get(name);
            if (from != to) {
                if (field == null || below == null) {
                    throw new IllegalStateException("A treated field has no place in its record");
                }
                changed.put(name, write(field, form.get(original, name), below, from, to));
            }
        });
        return changed.isEmpty() ? original : form.withFields(type, original, changed);
    }
}
