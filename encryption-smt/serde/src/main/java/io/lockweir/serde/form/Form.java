package io.lockweir.serde.form;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.registry.tag.TaggedFields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of records: how its values are read and replaced. Stateless.
 *
 * @param <T> what describes the type of a value: a schema, a descriptor
 */
interface Form<T> {

    /** Whether a record is of this kind. */
    boolean is(Object record);

    /** The type of a whole record. The same object for records of the same type, or a cache of no use. */
    T typeOf(Object record);

    /**
     * The tags of a record's fields; null where its type tells none.
     *
     * @throws IllegalArgumentException if they can't be kept
     */
    default @Nullable TaggedFields tags(T type) {
        return null;
    }

    /** A name for the type, for messages. */
    String describe(T type);

    /** Whether values of the type may have fields. */
    boolean hasFields(T type);

    /** The type of a field, or null when the type is no struct or has no such field. */
    @Nullable
    T field(T struct, String name);

    /** The names of all fields. */
    Iterable<String> names(T struct, Object value);

    /** The type of an array's elements, or null when it is none. */
    @Nullable
    T element(T array);

    /** The type of a map's values, or null when it is none. */
    @Nullable
    T mapValue(T map);

    /**
     * Why a value of the type can't be replaced as the mode does.
     *
     * @return null when it can; otherwise what the type is and what to do
     */
    @Nullable
    String refusal(T type, FieldMode mode);

    /** Why no ciphertext can be bound to a field of the type; null when it can. */
    @Nullable
    String bindingRefusal(T type);

    /** Whether a struct holds the field: present in its type, or for data without types in itself. */
    boolean has(T struct, Object value, String name);

    /** A field's value. */
    @Nullable
    Object get(Object struct, String name);

    /** The elements of an array. */
    List<?> elements(Object array);

    /** The entries of a map by keys that are text, in their order. */
    Map<String, ?> entries(Object map);

    /** The Java value that rules are applied to. */
    Object toJava(T type, Object value);

    /**
     * The other way.
     *
     * @param original what stood there before, may be null
     * @throws FormException when the type can't hold it
     */
    @Nullable
    Object fromJava(T type, @Nullable Object original, @Nullable Object value);

    /** A copy of a struct with other values in some fields. */
    Object withFields(T struct, Object original, Map<String, @Nullable Object> changed);

    /** An array of other elements. */
    Object withElements(T array, Object original, List<@Nullable Object> elements);

    /** A map with other values behind the same keys, in the same order. */
    Object withEntries(T map, Object original, Map<String, @Nullable Object> entries);
}
