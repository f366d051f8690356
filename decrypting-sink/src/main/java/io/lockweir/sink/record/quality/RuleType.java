package io.lockweir.sink.record.quality;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A type of Iceberg as rules see it.
 *
 * @param type what expressions are checked against
 * @param reader makes of a value, in Iceberg's generic Java form and not null, what CEL computes with
 */
record RuleType(CelType type, Reader reader) {

    /** Pure; may throw for a value that is out of CEL's range. */
    interface Reader {
        Object read(Object value);
    }

    /** Types whose null a rule can compare with. Of the others, a value that may be null is checked when it comes. */
    private static final Set<CelType> WRAPPED =
            Set.of(SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE, SimpleType.STRING, SimpleType.BYTES);

    /**
     * The type at a path; empty if rules cannot use it.
     *
     * @param structs is told of each structure found
     */
    static Optional<RuleType> of(Type type, String path, Consumer<CelType> structs) {
        if (type.isPrimitiveType()) {
            return Optional.ofNullable(PrimitiveRuleTypes.of(type));
        }
        return switch (type.typeId()) {
            case LIST -> {
                Types.ListType list = type.asListType();
                yield of(list.elementType(), path, structs)
                        .map(element -> list(element.optional(list.isElementOptional()), element));
            }
            case MAP -> map(type.asMapType(), path, structs);
            case STRUCT -> struct(type.asStructType(), path, structs);
            default -> Optional.empty();
        };
    }

    /** What to declare for a column, a field or an element. */
    CelType optional(boolean optional) {
        if (!optional) {
            return type;
        }
        if (WRAPPED.contains(type)) {
            return NullableType.create(type);
        }
        return type instanceof ListType || type instanceof MapType ? SimpleType.DYN : type;
    }

    Object orNull(@Nullable Object value) {
        return value == null ? NullValue.NULL_VALUE : reader.read(value);
    }

    private static RuleType list(CelType declared, RuleType element) {
        return new RuleType(
                ListType.create(declared),
                value -> ((List<?>) value).stream().map(element::orNull).toList());
    }

    private static Optional<RuleType> map(Types.MapType map, String path, Consumer<CelType> structs) {
        Optional<RuleType> keys = of(map.keyType(), path, structs)
                .filter(key -> Set.of(SimpleType.BOOL, SimpleType.INT, SimpleType.STRING)
                        .contains(key.type()));
        Optional<RuleType> values = of(map.valueType(), path, structs);
        return keys.flatMap(key -> values.map(each ->
                new RuleType(MapType.create(key.type(), each.optional(map.isValueOptional())), value -> {
                    Map<Object, Object> read = new LinkedHashMap<>();
                    ((Map<?, ?>) value).forEach((k, v) -> read.put(key.orNull(k), each.orNull(v)));
                    return read;
                })));
    }

    private static Optional<RuleType> struct(Types.StructType struct, String path, Consumer<CelType> structs) {
        List<RuleColumn> fields = RuleColumn.of(struct, path, structs);
        ImmutableMap<String, CelType> declared =
                fields.stream().collect(ImmutableMap.toImmutableMap(RuleColumn::name, RuleColumn::declared));
        StructType type = StructType.create(path, declared.keySet(), name -> Optional.ofNullable(declared.get(name)));
        structs.accept(type);
        return Optional.of(new RuleType(type, value -> {
            Map<String, Object> read = new LinkedHashMap<>();
            fields.forEach(field -> read.put(field.name(), field.read((StructLike) value)));
            return read;
        }));
    }
}
