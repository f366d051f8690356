package io.lockweir.connect.record;

import org.jspecify.annotations.Nullable;

/** Converts the values of one place. Made once, run per record, never called with null. */
@FunctionalInterface
interface Conversion {
    /** The converted value; the argument is never modified. */
    @Nullable
    Object apply(Object value);
}
