package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frozen collections, tuples, user types and vectors. An empty value, of no bytes, comes before all others; a part that is null comes
 * before any value; an end comes before any further part.
 */
final class CompositeOrders {

    private static final int END = 0;
    private static final int NULL = 1;
    private static final int VALUE = 2;

    private CompositeOrders() {}

    /** Lists and sets have one order of parts, maps those of key and value by turns. The value is a count, then parts with a length. */
    static ValueOrder collection(ValueOrder... parts) {
        return (value, key) -> {
            if (value.isEmpty()) {
                key.put(END);
                return;
            }
            key.put(VALUE);
            Parts input = new Parts(value, Integer.BYTES);
            int count = value.intAt(0) * parts.length;
            for (int i = 0; i < count; i++) {
                writePart(parts[i % parts.length], input.next(), key);
            }
            key.put(END);
        };
    }

    /** A value may lack its last components: they are null then. */
    static ValueOrder tuple(List<ValueOrder> components) {
        return (value, key) -> {
            if (value.isEmpty()) {
                key.put(END);
                return;
            }
            key.put(VALUE);
            Parts input = new Parts(value, 0);
            int nulls = 0;
            for (int i = 0; i < components.size() && input.hasNext(); i++) {
                Slice part = input.next();
                if (part == null) {
                    nulls++;
                    continue;
                }
                for (; nulls > 0; nulls--) {
                    key.put(NULL);
                }
                writePart(components.get(i), part, key);
            }
            key.put(END);
        };
    }

    /** Elements one after the other; those of variable length behind an unsigned vint. */
    static ValueOrder vector(CqlType.Vector type) {
        ValueOrder element = ValueOrder.of(type.element());
        int fixed = type.element().fixedLength();
        return (value, key) -> {
            Parts input = new Parts(value, 0);
            for (int i = 0; i < type.dimension(); i++) {
                element.write(input.take(fixed == CqlType.VARIABLE_LENGTH ? input.vint() : fixed), key);
            }
        };
    }

    private static void writePart(ValueOrder order, @Nullable Slice part, KeyWriter key) {
        if (part == null) {
            key.put(NULL);
        } else {
            key.put(VALUE);
            order.write(part, key);
        }
    }

    /** Reads the parts of a value. */
    private static final class Parts {

        private final Slice value;
        private int offset;

        Parts(Slice value, int offset) {
            this.value = value;
            this.offset = offset;
        }

        boolean hasNext() {
            return offset < value.length();
        }

        @Nullable
        Slice next() {
            int length = value.intAt(offset);
            offset += Integer.BYTES;
            return length < 0 ? null : take(length);
        }

        Slice take(int length) {
            Slice part = value.slice(offset, length);
            offset += length;
            return part;
        }

        /** Cassandra's: as many leading ones as bytes follow the first, then the number. */
        int vint() {
            int first = value.at(offset++);
            int more = first >= 0 ? 0 : Integer.numberOfLeadingZeros(~first) - (Integer.SIZE - Byte.SIZE);
            long number = more >= Byte.SIZE - 1 ? 0 : first & (0xFF >>> (more + 1));
            for (int i = 0; i < more; i++) {
                number = (number << Byte.SIZE) | (value.at(offset++) & 0xFF);
            }
            return Math.toIntExact(number);
        }
    }
}
