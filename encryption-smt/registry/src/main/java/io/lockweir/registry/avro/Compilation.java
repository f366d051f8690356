package io.lockweir.registry.avro;

import io.lockweir.registry.rule.EncryptionRule;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Decides for each place in a schema what becomes of it. */
final class Compilation {
    private static final Node CLEAR = new Node.Clear();

    private final EncryptionRules rules;
    private final Metadata metadata;
    private final ClearBranches clearBranches;
    private final List<String> passed = new ArrayList<>();
    private final Map<String, Node> records = new HashMap<>();
    private boolean hasLeaf;

    Compilation(EncryptionRules rules, Metadata metadata, ClearBranches clearBranches) {
        this.rules = rules;
        this.metadata = metadata;
        this.clearBranches = clearBranches;
    }

    Node root(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            // A key that is a text alone has no field that a tag could be on.
            case NULL, BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, BYTES, ENUM, FIXED -> {
                if (rules.ruleOf("of the schema", Set.of()).isPresent()) {
                    throw noRecord();
                }
                yield CLEAR;
            }
            case ARRAY, MAP, UNION -> throw noRecord();
        };
    }

    private static IllegalArgumentException noRecord() {
        return new IllegalArgumentException("The schema is no record; fields of it can't be named");
    }

    List<String> passed() {
        return passed;
    }

    /** Whether a rule means any place; of a record that contains itself its node does not tell. */
    boolean hasLeaf() {
        return hasLeaf;
    }

    private Node record(Schema schema) {
        String name = schema.getFullName();
        Node known = records.get(name);
        if (known != null) {
            return known;
        }
        List<Node> nodes = new ArrayList<>();
        Node.Fields record = new Node.Fields(schema, nodes);
        records.put(name, record);
        for (Schema.Field each : schema.getFields()) {
            nodes.add(field(name + "." + each.name(), each));
        }
        if (nodes.stream().allMatch(node -> node instanceof Node.Clear)) {
            records.put(name, CLEAR);
            return CLEAR;
        }
        return record;
    }

    private Node field(String name, Schema.Field field) {
        Set<String> tags = new LinkedHashSet<>(InlineTags.of(name, field));
        tags.addAll(metadata.tagsOf(name));
        Optional<EncryptionRule> rule = rules.ruleOf(name, tags);
        Place place = new Place(name, rule, !tags.isEmpty());
        Node node = node(place, field.schema());
        if (rule.isPresent() && place.tagged() && !canHoldLeaf(field.schema())) {
            throw new IllegalArgumentException("Field " + name + " has tags of rule "
                    + rule.get().name() + " and is of type "
                    + field.schema().getType().getName()
                    + ": only texts and bytes are encrypted, and it would go in clear. Tag the fields inside, or change its"
                    + " type");
        }
        return node;
    }

    private Node node(Place place, Schema schema) {
        if (rules.direction() == Direction.WRITE && schema.getObjectProp(InlineTags.TAGS) != null) {
            throw new IllegalArgumentException("The type of field " + place.name() + " has " + InlineTags.TAGS
                    + ", which count on fields alone: it would go in clear. Put them beside the field's name");
        }
        return switch (schema.getType()) {
            case STRING, BYTES -> leaf(place, schema);
            case RECORD -> record(schema);
            case ARRAY -> {
                Node element = node(place, schema.getElementType());
                yield element instanceof Node.Clear ? CLEAR : new Node.Elements(schema, place.name(), element);
            }
            case MAP -> {
                Node element = node(place, schema.getValueType());
                yield element instanceof Node.Clear ? CLEAR : new Node.Values(place.name(), element);
            }
            case UNION -> union(place, schema);
            default -> CLEAR;
        };
    }

    private Node leaf(Place place, Schema schema) {
        if (place.rule().isEmpty()) {
            return CLEAR;
        }
        hasLeaf = true;
        return new Node.Leaf(place.name(), schema.getType(), place.rule().get(), rules.direction());
    }

    private Node union(Place place, Schema schema) {
        List<Node> branches = new ArrayList<>();
        for (Schema each : schema.getTypes()) {
            branches.add(node(place, each));
            if (place.tagged()
                    && place.rule().isPresent()
                    && each.getType() != Schema.Type.NULL
                    && !canHoldLeaf(each)) {
                clearBranch(place, each);
            }
        }
        boolean clear = branches.stream().allMatch(node -> node instanceof Node.Clear);
        return clear ? CLEAR : new Node.Branches(schema, place.name(), branches);
    }

    private void clearBranch(Place place, Schema branch) {
        if (clearBranches == ClearBranches.REFUSE) {
            throw new IllegalArgumentException("Field " + place.name() + " has tags and is a union with "
                    + branch.getType().getName()
                    + ": such values would go in clear. Take the branch out, or allow it by"
                    + " configuration");
        }
        passed.add(place.name());
    }

    /** Whether every value that is not null is encrypted, or consists of such. */
    private static boolean canHoldLeaf(Schema schema) {
        return switch (schema.getType()) {
            case STRING, BYTES -> true;
            case ARRAY -> canHoldLeaf(schema.getElementType());
            case MAP -> canHoldLeaf(schema.getValueType());
            case UNION -> schema.getTypes().stream().anyMatch(Compilation::canHoldLeaf);
            default -> false;
        };
    }

    /**
     * A field while its type is gone through.
     *
     * @param tagged whether it is meant for its tags, and not only by a rule for all fields
     */
    private record Place(String name, Optional<EncryptionRule> rule, boolean tagged) {}
}
