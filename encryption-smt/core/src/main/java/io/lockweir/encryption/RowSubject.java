package io.lockweir.encryption;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose data the current row is: decides the data key of the values that are encrypted between {@link #enter} and {@link #leave}. For one
 * thread, like the engine. The subject is asked for at the first value only, so that a row without one may pass when it has no value either.
 */
public final class RowSubject {
    private @Nullable Supplier<String> reading;
    private @Nullable String name;

    /** Begins a row. The supplier may throw. */
    public void enter(Supplier<String> subject) {
        reading = subject;
        name = null;
    }

    /** Ends the row: no other may borrow its subject. */
    public void leave() {
        reading = null;
        name = null;
    }

    String name() {
        String known = name;
        if (known == null) {
            if (reading == null) {
                throw new IllegalStateException("A value of a subject is encrypted outside of any row");
            }
            known = reading.get();
            name = known;
        }
        return known;
    }

    /** Names no subject. */
    @Override
    public String toString() {
        return "RowSubject";
    }
}
