package io.lockweir.encryption.value;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a plaintext: what a fingerprint authenticates. Default values and documentation are deliberately not part of it.
 *
 * @param type the type
 * @param name the schema's own name (a Connect schema name), or null
 * @param version the schema's version, or null
 * @param parameters the schema's parameters
 * @param children ARRAY: {@code element}; MAP: {@code key}, {@code value}; STRUCT: the fields in order; else empty
 */
public record ValueSchema(
        ValueType type,
        @Nullable String name,
        @Nullable Integer version,
        Map<String, String> parameters,
        List<Child> children) {

    /** The name of an ARRAY's only child. */
    public static final String ELEMENT = "element";
    /** The name of a MAP's first child. */
    public static final String KEY = "key";
    /** The name of a MAP's second child. */
    public static final String VALUE = "value";

    private static final ValueSchema ANY = of(ValueType.ANY);

    /**
     * A child and its place.
     *
     * @param name the field's name in a STRUCT, else {@code element}, {@code key} or {@code value}
     * @param optional whether it may be null
     * @param schema its schema
     */
    public record Child(String name, boolean optional, ValueSchema schema) {
        public Child {
            Objects.requireNonNull(schema, "schema");
            SchemaFingerprint.checkText(name);
        }
    }

    public ValueSchema {
        Objects.requireNonNull(type, "type");
        SchemaFingerprint.checkText(name == null ? "" : name);
        parameters = Map.copyOf(parameters);
        children = List.copyOf(children);
        int expected = switch (type) {
            case ARRAY -> 1;
            case MAP -> 2;
            case STRUCT -> children.size();
            default -> 0;
        };
        if (children.size() != expected) {
            throw new IllegalArgumentException(
                    "A schema of type " + type + " has " + expected + " children, not " + children.size());
        }
    }

    /** A scalar without name, version or parameters. */
    public static ValueSchema of(ValueType type) {
        return new ValueSchema(type, null, null, Map.of(), List.of());
    }

    /** Data without a schema: the type comes from each value's Java class. */
    public static ValueSchema any() {
        return ANY;
    }

    /** A scalar with a name, for example a Debezium semantic type. */
    public static ValueSchema named(
            ValueType type, String name, @Nullable Integer version, Map<String, String> parameters) {
        return new ValueSchema(type, name, version, parameters, List.of());
    }

    /** An unnamed array. */
    public static ValueSchema array(ValueSchema element, boolean elementOptional) {
        return new ValueSchema(
                ValueType.ARRAY, null, null, Map.of(), List.of(new Child(ELEMENT, elementOptional, element)));
    }

    /** An unnamed map. */
    public static ValueSchema map(ValueSchema key, ValueSchema value, boolean valueOptional) {
        return new ValueSchema(
                ValueType.MAP,
                null,
                null,
                Map.of(),
                List.of(new Child(KEY, false, key), new Child(VALUE, valueOptional, value)));
    }

    /** A struct. */
    public static ValueSchema struct(@Nullable String name, List<Child> children) {
        return new ValueSchema(ValueType.STRUCT, name, null, Map.of(), children);
    }

    /**
     * Whether plaintexts of this schema carry a fingerprint: it, or a descendant, is named or parameterised and is not one of Connect's
     * logical types.
     */
    public boolean fingerprinted() {
        boolean own = !type.connectLogical() && (name != null || !parameters.isEmpty());
        return own || children.stream().anyMatch(child -> child.schema().fingerprinted());
    }

    /** The first eight bytes of SHA-256 over the schema's canonical form; see {@code docs/wire-format.md}. */
    public byte[] fingerprint() {
        return SchemaFingerprint.of(this);
    }
}
