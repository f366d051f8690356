package io.lockweir.connect.record;

import org.jspecify.annotations.Nullable;

/** Converts the values of one place. Made once, run per record. */
@FunctionalInterface
interface Conversion {

    /** The converted value, never called with null; the argument is never modified. */
    @Nullable
    Object apply(Object value);

    /** What stands in place of a null: null, unless nulls are hidden. */
    default @Nullable Object ofNull() {
        return null;
    }

    /** The converted value, or what stands in place of null. */
    static @Nullable Object of(Conversion conversion, @Nullable Object value) {
        return value == null ? conversion.ofNull() : conversion.apply(value);
    }
}
