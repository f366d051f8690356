package io.lockweir.serde.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockweir.connect.rule.FieldMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's trees. They have no types: any value may be text afterwards. Numbers are what Connect's JsonConverter makes of them, so that
 * both write and read the same.
 */
final class JsonForm implements Form<JsonForm.Json> {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** All the type that JSON has. */
    enum Json {
        ANY
    }

    @Override
    public boolean is(Object record) {
        return record instanceof JsonNode;
    }

    @Override
    public Json typeOf(Object record) {
        return Json.ANY;
    }

    @Override
    public String describe(Json type) {
        return "JSON";
    }

    @Override
    public boolean hasFields(Json type) {
        return true;
    }

    @Override
    public Json field(Json struct, String name) {
        return Json.ANY;
    }

    @Override
    public Iterable<String> names(Json struct, Object value) {
        List<String> names = new ArrayList<>();
        ((JsonNode) value).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public Json element(Json array) {
        return Json.ANY;
    }

    @Override
    public Json mapValue(Json map) {
        return Json.ANY;
    }

    @Override
    public @Nullable String refusal(Json type, FieldMode mode) {
        return null;
    }

    @Override
    public @Nullable String bindingRefusal(Json type) {
        return null;
    }

    @Override
    public boolean has(Json struct, Object value, String name) {
        return ((JsonNode) value).has(name);
    }

    @Override
    public @Nullable Object get(Object struct, String name) {
        return value(((JsonNode) struct).get(name));
    }

    @Override
    public List<?> elements(Object array) {
        if (!(array instanceof ArrayNode)) {
            throw new FormException("a rule names array elements where a record has none");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        ((JsonNode) array).forEach(each -> elements.add(value(each)));
        return elements;
    }

    @Override
    public Map<String, ?> entries(Object map) {
        if (!(map instanceof ObjectNode)) {
            throw new FormException("a rule names map values where a record has none");
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        ((JsonNode) map).properties().forEach(each -> entries.put(each.getKey(), value(each.getValue())));
        return entries;
    }

    @Override
    public Object toJava(Json type, Object value) {
        JsonNode node = (JsonNode) value;
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case BINARY -> binary(node);
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                node.forEach(each -> items.add(each.isNull() ? null : toJava(type, each)));
                yield items;
            }
            case OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                node.properties()
                        .forEach(each -> fields.put(
                                each.getKey(), each.getValue().isNull() ? null : toJava(type, each.getValue())));
                yield fields;
            }
            case NULL, MISSING, POJO ->
                throw new FormException("a value of a tree is of kind " + node.getNodeType() + ", which is no JSON");
        };
    }

    @Override
    public Object fromJava(Json type, @Nullable Object original, @Nullable Object value) {
        return node(value);
    }

    @Override
    public Object withFields(Json struct, Object original, Map<String, @Nullable Object> changed) {
        ObjectNode copy = NODES.objectNode();
        copy.setAll((ObjectNode) original);
        changed.forEach((name, value) -> copy.set(name, node(value)));
        return copy;
    }

    @Override
    public Object withElements(Json array, Object original, List<@Nullable Object> elements) {
        ArrayNode copy = NODES.arrayNode(elements.size());
        elements.forEach(each -> copy.add(node(each)));
        return copy;
    }

    @Override
    public Object withEntries(Json map, Object original, Map<String, @Nullable Object> entries) {
        ObjectNode copy = NODES.objectNode();
        entries.forEach((name, value) -> copy.set(name, node(value)));
        return copy;
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    private static Object number(JsonNode number) {
        if (!number.isIntegralNumber()) {
            return number.isBigDecimal() ? number.decimalValue() : number.doubleValue();
        }
        if (!number.canConvertToLong()) {
            throw new FormException("a whole number has more than 64 bits. Write it as text");
        }
        return number.longValue();
    }

    private static byte[] binary(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new FormException("a binary value of a tree can't be read");
        }
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof byte[] bytes) {
            return NODES.binaryNode(bytes);
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof List<?> items) {
            ArrayNode array = NODES.arrayNode(items.size());
            items.forEach(each -> array.add(node(each)));
            return array;
        }
        if (value instanceof Map<?, ?> fields) {
            ObjectNode object = NODES.objectNode();
            fields.forEach((name, each) -> object.set(String.valueOf(name), node(each)));
            return object;
        }
        throw noForm(value);
    }

    private static JsonNode number(Number number) {
        if (number instanceof Double value) {
            return NODES.numberNode((double) value);
        }
        if (number instanceof Float value) {
            return NODES.numberNode((float) value);
        }
        if (number instanceof BigDecimal value) {
            return NODES.numberNode(value);
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return NODES.numberNode(number.longValue());
        }
        throw noForm(number);
    }

    private static FormException noForm(Object value) {
        return new FormException("a decrypted value is a " + value.getClass().getName()
                + ", which JSON has no form for. Read the topic with a map or through Connect");
    }
}
