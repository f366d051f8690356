package io.lockweir.connect.schema;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Type, optionality, version and name of a schema as one short text, {@code TYPE[?][ VERSION[ NAME]]}: {@code STRING?},
 * {@code INT64? 1 io.debezium.time.MicroTimestamp}. A name without a version has {@code -} in its place. One text because converters
 * render every parameter of every field, some of them for every record.
 */
record SchemaHead(
        Schema.Type type,
        boolean optional,
        @Nullable Integer version,
        @Nullable String name) {
    private static final String OPTIONAL = "?";
    private static final String NO_VERSION = "-";

    static SchemaHead of(Schema schema) {
        return new SchemaHead(schema.type(), schema.isOptional(), schema.version(), schema.name());
    }

    /**
     * Reads the text.
     *
     * @param key where it stands, for the error
     */
    static SchemaHead parse(String text, String key) {
        String[] parts = text.split(" ", 3);
        boolean optional = parts[0].endsWith(OPTIONAL);
        String type = optional ? parts[0].substring(0, parts[0].length() - OPTIONAL.length()) : parts[0];
        return new SchemaHead(
                type(type, key),
                optional,
                parts.length > 1 ? version(parts[1], key) : null,
                parts.length > 2 ? parts[2] : null);
    }

    String text() {
        String head = type.name() + (optional ? OPTIONAL : "");
        if (version == null && name == null) {
            return head;
        }
        return head + " " + (version == null ? NO_VERSION : version) + (name == null ? "" : " " + name);
    }

    void applyTo(SchemaBuilder schema) {
        if (optional) {
            schema.optional();
        }
        if (name != null) {
            schema.name(name);
        }
        if (version != null) {
            schema.version(version);
        }
    }

    private static Schema.Type type(String text, String key) {
        for (Schema.Type type : Schema.Type.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new BadSchemaParametersException(key + " names no type");
    }

    private static @Nullable Integer version(String text, String key) {
        try {
            return text.equals(NO_VERSION) ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new BadSchemaParametersException(key + " holds no version number");
        }
    }
}
