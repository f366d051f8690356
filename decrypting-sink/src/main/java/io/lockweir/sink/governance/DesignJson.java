package io.lockweir.sink.governance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.SortOrderParser;
import org.jspecify.annotations.Nullable;

/**
 * The text of a design file. Columns, partition fields and sort fields are written as in Iceberg's own metadata (table
 * spec, appendix C), without the ids of schema, spec and order, which change without a change.
 */
public final class DesignJson {

    private static final String VERSION = "lockweir-table-design";
    private static final String UUID = "table-uuid";
    private static final String FORMAT = "format-version";
    private static final String SCHEMA = "schema";
    private static final String SPEC = "partition-spec";
    private static final String ORDER = "sort-order";
    private static final String PROPERTIES = "properties";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private DesignJson() {}

    /** The design as text, for people and version control: same design, same text. */
    public static String format(TableDesign design) {
        return tree(design).toPrettyString() + "\n";
    }

    /**
     * Reads a design.
     *
     * @throws IllegalArgumentException if something is missing, wrong, or not understood
     */
    public static TableDesign parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        if (root.path(VERSION).asInt() != 1) {
            throw new IllegalArgumentException("it has no \"" + VERSION + "\": 1");
        }
        if (!root.path(FORMAT).isInt() || !root.path(SCHEMA).isObject()) {
            throw new IllegalArgumentException(FORMAT + " and " + SCHEMA + " are required");
        }
        TableDesign design;
        try {
            design = read(root);
        } catch (RuntimeException e) {
            // Iceberg's parsers answer a wrong node with exceptions of several kinds.
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        Optional<String> strange = strange("", root, tree(design));
        if (strange.isPresent()) {
            throw new IllegalArgumentException(strange.get() + " is not understood; correct or remove it");
        }
        return design;
    }

    private static TableDesign read(JsonNode root) {
        Schema schema = SchemaParser.fromJson(root.get(SCHEMA));
        Schema.checkCompatibility(schema, root.get(FORMAT).asInt());
        Map<String, String> properties = new HashMap<>();
        root.path(PROPERTIES)
                .properties()
                .forEach(each -> properties.put(each.getKey(), each.getValue().asText()));
        return new TableDesign(
                Optional.ofNullable(root.get(UUID)).map(JsonNode::asText),
                root.get(FORMAT).asInt(),
                schema,
                root.path(SPEC).isEmpty()
                        ? PartitionSpec.unpartitioned()
                        : PartitionSpecParser.fromJson(schema, wrapped("spec-id", 0, root.get(SPEC))),
                root.path(ORDER).isEmpty()
                        ? SortOrder.unsorted()
                        : SortOrderParser.fromJson(schema, wrapped("order-id", 1, root.get(ORDER))),
                properties);
    }

    private static ObjectNode wrapped(String idName, int id, JsonNode fields) {
        ObjectNode node = JSON.createObjectNode();
        node.put(idName, id);
        node.set("fields", fields);
        return node;
    }

    private static ObjectNode tree(TableDesign design) {
        ObjectNode root = JSON.createObjectNode();
        root.put(VERSION, 1);
        design.uuid().ifPresent(uuid -> root.put(UUID, uuid));
        root.put(FORMAT, design.formatVersion());
        ObjectNode schema = (ObjectNode) node(SchemaParser.toJson(design.schema()));
        schema.remove("schema-id");
        root.set(SCHEMA, schema);
        root.set(SPEC, node(PartitionSpecParser.toJson(design.spec())).get("fields"));
        root.set(ORDER, node(SortOrderParser.toJson(design.order())).get("fields"));
        ObjectNode properties = root.putObject(PROPERTIES);
        new TreeMap<>(design.properties()).forEach(properties::put);
        return root;
    }

    private static JsonNode node(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Iceberg wrote no JSON", e);
        }
    }

    /** A key that had no effect, such as a misspelt one: Iceberg's parsers pass over them. */
    private static Optional<String> strange(String path, JsonNode given, @Nullable JsonNode understood) {
        if (understood == null) {
            return Optional.of(path);
        }
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            Optional<String> inside = strange(
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    entry.getValue(),
                    understood.get(entry.getKey()));
            if (inside.isPresent()) {
                return inside;
            }
        }
        for (int i = 0; given.isArray() && i < given.size(); i++) {
            Optional<String> inside = strange(path + "[" + i + "]", given.get(i), understood.get(i));
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }
}
