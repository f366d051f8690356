package io.lockweir.registry.tag;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the fields of a schema while somebody walks over it: a type that contains itself is walked over once, and must have no tags,
 * since their paths have no end.
 */
public final class FieldWalk {
    private final List<TaggedFields.TaggedField> tagged = new ArrayList<>();
    private final Set<FieldPath> known = new HashSet<>();
    private final Deque<Object> open = new ArrayDeque<>();
    private final Set<Object> endless = new HashSet<>();

    /** A field with its tags, if it has any. */
    public void field(FieldPath path, FieldPath values, Set<String> tags) {
        if (tags.isEmpty()) {
            known.add(path);
        } else {
            tagged.add(new TaggedFields.TaggedField(path, values, tags));
        }
    }

    /**
     * Walks over a type with fields.
     *
     * @param type the same for the same type
     * @param name for messages
     * @throws IllegalArgumentException if it contains itself and has tags
     */
    public void type(Object type, String name, Runnable fields) {
        if (open.contains(type)) {
            endless.add(type);
            return;
        }
        int before = tagged.size();
        open.push(type);
        fields.run();
        open.pop();
        if (endless.contains(type) && tagged.size() > before) {
            throw new IllegalArgumentException("Type " + name
                    + " contains itself and has fields with tags, whose paths have no end. Name its fields in a rule");
        }
    }

    /** What was found. */
    public TaggedFields found() {
        return new TaggedFields(tagged, known);
    }

    /** The path of a field. */
    public static FieldPath field(FieldPath of, String name) {
        return of.then(new Step.Field(name));
    }
}
