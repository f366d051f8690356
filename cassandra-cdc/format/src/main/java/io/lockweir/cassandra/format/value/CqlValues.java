package io.lockweir.cassandra.format.value;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Custom;
import io.lockweir.cassandra.format.schema.CqlType.Field;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.SetOf;
import io.lockweir.cassandra.format.schema.CqlType.Tuple;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import io.lockweir.cassandra.format.schema.CqlType.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as Java objects.
 *
 * <table><caption>CQL and Java</caption>
 * <tr><td>ascii, text</td><td>{@code String}</td></tr>
 * <tr><td>blob, custom types</td><td>read-only {@code ByteBuffer}</td></tr>
 * <tr><td>boolean, tinyint, smallint, int, bigint, float, double</td><td>the boxed type</td></tr>
 * <tr><td>counter</td><td>{@code Long}: the total of the shards</td></tr>
 * <tr><td>varint, decimal</td><td>{@code BigInteger}, {@code BigDecimal} with the scale as written</td></tr>
 * <tr><td>date, time, timestamp</td><td>{@code LocalDate}, {@code LocalTime}, {@code Instant} in whole milliseconds</td></tr>
 * <tr><td>uuid, timeuuid</td><td>{@code UUID}</td></tr>
 * <tr><td>inet, duration</td><td>{@code InetAddress}, {@link CqlDuration}</td></tr>
 * <tr><td>list, set, vector</td><td>{@code List} in the order of the bytes; a set's elements are in the order of their type</td></tr>
 * <tr><td>map</td><td>{@code Map} in the order of the bytes</td></tr>
 * <tr><td>tuple, user-defined</td><td>{@code List} of all components of the type; null where the value has null or ends before</td></tr>
 * </table>
 *
 * <p>An empty value (no bytes, not null; drivers can write it into any column) is an empty {@code String} or {@code ByteBuffer} of a type that has
 * one, else null, as for Cassandra's own drivers. Whole values only: of a column that is not frozen decode the cells, by the element's type.
 */
public final class CqlValues {

    private CqlValues() {}

    /**
     * The value of some bytes.
     *
     * @throws MalformedBytesException if the bytes are no value of the type
     */
    public static @Nullable Object decode(CqlType type, Slice bytes) {
        if (type instanceof Native simple) {
            return NativeValues.decode(simple, bytes);
        }
        if (type instanceof Custom) {
            return bytes.toByteBuffer();
        }
        if (bytes.isEmpty()) {
            return null;
        }
        Cursor in = Cursor.over(bytes);
        Object value = decodeParts(type, in);
        if (in.remaining() != 0) {
            throw new MalformedBytesException("bytes behind a value of a type with parts");
        }
        return value;
    }

    private static Object decodeParts(CqlType type, Cursor in) {
        if (type instanceof ListOf list) {
            return elements(list.element(), in);
        }
        if (type instanceof SetOf set) {
            return elements(set.element(), in);
        }
        if (type instanceof MapOf map) {
            return entries(map, in);
        }
        if (type instanceof Tuple tuple) {
            return components(tuple.components(), in);
        }
        if (type instanceof UserDefined user) {
            return components(user.fields().stream().map(Field::type).toList(), in);
        }
        if (type instanceof Vector vector) {
            return vector(vector, in);
        }
        throw new IllegalArgumentException("a type without parts");
    }

    private static List<@Nullable Object> elements(CqlType element, Cursor in) {
        int size = size(in);
        List<@Nullable Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elements.add(component(element, in));
        }
        return elements;
    }

    private static Map<@Nullable Object, @Nullable Object> entries(MapOf map, Cursor in) {
        int size = size(in);
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = component(map.key(), in);
            entries.put(key, component(map.value(), in));
        }
        return entries;
    }

    private static List<@Nullable Object> components(List<CqlType> types, Cursor in) {
        List<@Nullable Object> components = new ArrayList<>(types.size());
        for (CqlType type : types) {
            components.add(in.remaining() == 0 ? null : component(type, in));
        }
        return components;
    }

    private static List<@Nullable Object> vector(Vector vector, Cursor in) {
        List<@Nullable Object> elements = new ArrayList<>();
        int width = vector.element().fixedLength();
        for (int i = 0; i < vector.dimension(); i++) {
            Slice bytes = width == CqlType.VARIABLE_LENGTH ? in.sliceWithVintLength() : in.slice(width);
            elements.add(decode(vector.element(), bytes));
        }
        return elements;
    }

    /** Behind its length in four bytes; a negative one means null. */
    private static @Nullable Object component(CqlType type, Cursor in) {
        int length = in.int32();
        return length < 0 ? null : decode(type, in.slice(length));
    }

    private static int size(Cursor in) {
        int size = in.int32();
        if (size < 0 || size > in.remaining() / Integer.BYTES) {
            throw new MalformedBytesException("a collection with more elements than its bytes can hold");
        }
        return size;
    }
}
