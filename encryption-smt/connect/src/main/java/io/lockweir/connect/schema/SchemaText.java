package io.lockweir.connect.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A schema as flat text parameters: {@code type} (a {@link SchemaHead}; the outermost one stands elsewhere), {@code doc},
 * {@code default}, {@code parameter.NAME}; children under {@code element.}, {@code key.}, {@code value.} and
 * {@code field.INDEX.}, with the field's name at {@code field.INDEX}.
 */
final class SchemaText {
    /** As deep as the envelope's own values may nest. */
    private static final int MAX_DEPTH = 64;

    private static final String TYPE = "type";

    private final Map<String, String> parameters;

    private SchemaText(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Writes everything but the schema's own head and documentation. */
    static void write(String prefix, Schema schema, Map<String, String> parameters) {
        new SchemaText(parameters).write(prefix, schema, 0);
    }

    static Schema read(SchemaHead head, String prefix, Map<String, String> parameters, @Nullable String doc) {
        return new SchemaText(parameters).read(head, prefix, doc, 0);
    }

    private void write(String prefix, Schema schema, int depth) {
        checkDepth(depth);
        // The documentation of the encrypted field itself stays where it is.
        if (depth > 0 && schema.doc() != null) {
            parameters.put(prefix + "doc", schema.doc());
        }
        if (schema.parameters() != null) {
            schema.parameters().forEach((name, value) -> parameters.put(prefix + "parameter." + name, value));
        }
        writeChildren(prefix, schema, depth + 1);
        if (schema.defaultValue() != null) {
            DefaultText.write(prefix + "default", schema, schema.defaultValue(), parameters);
        }
    }

    private void writeChildren(String prefix, Schema schema, int depth) {
        switch (schema.type()) {
            case ARRAY -> writeChild(prefix + "element.", schema.valueSchema(), depth);
            case MAP -> {
                writeChild(prefix + "key.", schema.keySchema(), depth);
                writeChild(prefix + "value.", schema.valueSchema(), depth);
            }
            case STRUCT -> {
                List<Field> fields = schema.fields();
                parameters.put(prefix + "fields", Integer.toString(fields.size()));
                for (Field field : fields) {
                    String key = prefix + "field." + field.index();
                    parameters.put(key, field.name());
                    writeChild(key + ".", field.schema(), depth);
                }
            }
            default -> {}
        }
    }

    private void writeChild(String prefix, Schema schema, int depth) {
        parameters.put(prefix + TYPE, SchemaHead.of(schema).text());
        write(prefix, schema, depth);
    }

    private Schema readChild(String prefix, int depth) {
        String key = prefix + TYPE;
        return read(SchemaHead.parse(required(key), key), prefix, null, depth);
    }

    private Schema read(SchemaHead head, String prefix, @Nullable String doc, int depth) {
        checkDepth(depth);
        SchemaBuilder schema = builder(head.type(), prefix, depth + 1);
        head.applyTo(schema);
        String ownDoc = depth == 0 ? doc : parameters.get(prefix + "doc");
        if (ownDoc != null) {
            schema.doc(ownDoc);
        }
        Map<String, String> original = originalParameters(prefix + "parameter.");
        if (!original.isEmpty()) {
            schema.parameters(original);
        }
        Object defaultValue = DefaultText.read(prefix + "default", schema, parameters);
        if (defaultValue != null) {
            schema.defaultValue(defaultValue);
        }
        return schema.build();
    }

    private SchemaBuilder builder(Schema.Type type, String prefix, int depth) {
        return switch (type) {
            case ARRAY -> SchemaBuilder.array(readChild(prefix + "element.", depth));
            case MAP -> SchemaBuilder.map(readChild(prefix + "key.", depth), readChild(prefix + "value.", depth));
            case STRUCT -> struct(prefix, depth);
            default -> SchemaBuilder.type(type);
        };
    }

    private SchemaBuilder struct(String prefix, int depth) {
        SchemaBuilder struct = SchemaBuilder.struct();
        int count = number(prefix + "fields");
        for (int index = 0; index < count; index++) {
            String key = prefix + "field." + index;
            String name = required(key);
            if (struct.field(name) != null) {
                throw new BadSchemaParametersException(key + " repeats a field name");
            }
            struct.field(name, readChild(key + ".", depth));
        }
        return struct;
    }

    private Map<String, String> originalParameters(String prefix) {
        Map<String, String> found = new HashMap<>();
        parameters.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private String required(String key) {
        String text = parameters.get(key);
        if (text == null) {
            throw new BadSchemaParametersException(key + " is missing");
        }
        return text;
    }

    private int number(String key) {
        try {
            return Integer.parseInt(required(key));
        } catch (NumberFormatException e) {
            throw new BadSchemaParametersException(key + " is no number");
        }
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new BadSchemaParametersException("nested deeper than " + MAX_DEPTH);
        }
    }
}
