package io.lockweir.encryption.policy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;

/** The rules that tie part, path and scope together. */
final class FieldPlace {
    private FieldPlace() {}

    static void check(Part part, FieldPath path, Scope scope) {
        if (part.whole() != path.steps().isEmpty()) {
            throw new IllegalArgumentException(
                    part.whole() ? part + " has no field path" : part + " needs a field path of at least one step");
        }
        if (part.whole() && scope instanceof Scope.Row) {
            throw new IllegalArgumentException(part + " has no row to be bound to");
        }
        // A reader looks a map's entry up by its key: only a deterministic ciphertext is still a key.
        if (path.endsWith(Step.MAP_KEY) && !(scope instanceof Scope.Join)) {
            throw new IllegalArgumentException("Map keys can be encrypted in a join domain only; " + path + " is not");
        }
    }

    static void check(Padding padding, Scope scope) {
        if (padding.multiple() > 0 && scope instanceof Scope.Join) {
            throw new IllegalArgumentException("Values in a join domain are not padded; their suite has no such form");
        }
    }
}
