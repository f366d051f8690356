package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;

/**
 * Writes a value of one type so that unsigned bytes compare as Cassandra's comparator of that type does. Values that the comparator
 * takes as equal, such as the decimals 1.0 and 1.00, are written alike, and no value's bytes are a prefix of another's.
 *
 * <p>Source of the rules: {@code compareCustom} of the classes in {@code org.apache.cassandra.db.marshal}, the same in 4.1 and 5.0. The
 * bytes are our own: part of the state's format and of source offsets, so they do not change.
 */
@FunctionalInterface
interface ValueOrder {

    void write(Slice value, KeyWriter key);

    /**
     * The order of a type.
     *
     * @throws UnsupportedOperationException if the type is a Java class of the node, whose order we do not know
     */
    static ValueOrder of(CqlType type) {
        if (type instanceof CqlType.Native simple) {
            return NativeOrders.of(simple);
        }
        if (type instanceof CqlType.ListOf list) {
            return CompositeOrders.collection(of(list.element()));
        }
        if (type instanceof CqlType.SetOf set) {
            return CompositeOrders.collection(of(set.element()));
        }
        if (type instanceof CqlType.MapOf map) {
            return CompositeOrders.collection(of(map.key()), of(map.value()));
        }
        if (type instanceof CqlType.Tuple tuple) {
            return CompositeOrders.tuple(
                    tuple.components().stream().map(ValueOrder::of).toList());
        }
        if (type instanceof CqlType.UserDefined user) {
            return CompositeOrders.tuple(
                    user.fields().stream().map(field -> of(field.type())).toList());
        }
        if (type instanceof CqlType.Vector vector) {
            return CompositeOrders.vector(vector);
        }
        throw new UnsupportedOperationException(
                "The order of the type " + type
                        + " is not known, so rows with such a clustering column, or elements of such a type, cannot be merged; exclude the table");
    }
}
