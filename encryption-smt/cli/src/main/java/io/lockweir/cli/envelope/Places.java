package io.lockweir.cli.envelope;

import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.OnSchemaLost;
import java.util.Optional;

/** Tries an envelope at a place, as far as one envelope alone can be tried. */
final class Places {
    private Places() {}

    static EnvelopeOpening opening(byte[] envelope, KeySource keys, Scope scope, Part part, Optional<FieldPath> field) {
        if (scope instanceof Scope.Row) {
            return EnvelopeOpening.notTried(
                    "It is bound to clear fields of its row and opens only beside them. Use lockweir-keys verify");
        }
        if (field.isEmpty() && !(scope instanceof Scope.Join)) {
            return EnvelopeOpening.notTried("It opens only at its place. Give --field, and --part for record keys");
        }
        // A domain binds to no place, but the engine wants one.
        FieldPath path = field.orElseGet(() -> FieldPath.of("any"));
        return EnvelopeOpening.of(envelope, keys, new DecryptSpec(part, path, scope, null, OnSchemaLost.BASE));
    }
}
