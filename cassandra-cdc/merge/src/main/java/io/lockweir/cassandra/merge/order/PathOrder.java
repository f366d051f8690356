package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import java.util.Comparator;

/** The order of the elements of a collection or user type that is not frozen: by the paths of their cells, as they stand in the log. */
@FunctionalInterface
public interface PathOrder extends Comparator<Slice> {

    /**
     * The order of a complex type's paths.
     *
     * @throws UnsupportedOperationException if elements are of a Java class of the node
     */
    static PathOrder of(CqlType complex) {
        CqlType type = pathType(complex);
        if (NativeOrders.isByBytes(type)) {
            return Slice::compareTo;
        }
        ValueOrder order = ValueOrder.of(type);
        return (left, right) -> left.equals(right) ? 0 : key(order, left).compareTo(key(order, right));
    }

    private static CqlType pathType(CqlType complex) {
        if (complex instanceof CqlType.ListOf) {
            return CqlType.Native.TIMEUUID;
        }
        if (complex instanceof CqlType.SetOf set) {
            return set.element();
        }
        if (complex instanceof CqlType.MapOf map) {
            return map.key();
        }
        if (complex instanceof CqlType.UserDefined) {
            return CqlType.Native.SMALLINT;
        }
        throw new IllegalArgumentException(complex + " has no elements with paths");
    }

    private static Slice key(ValueOrder order, Slice value) {
        KeyWriter key = new KeyWriter();
        order.write(value, key);
        return key.toSlice();
    }
}
