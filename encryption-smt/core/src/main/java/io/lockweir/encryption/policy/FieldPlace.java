package io.lockweir.encryption.policy;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;

/** The rule that whole parts have no path and fields have one. */
final class FieldPlace {
    private FieldPlace() {}

    static void check(Part part, FieldPath path) {
        if (part.whole() != path.steps().isEmpty()) {
            throw new IllegalArgumentException(
                    part.whole() ? part + " has no field path" : part + " needs a field path of at least one step");
        }
    }
}
