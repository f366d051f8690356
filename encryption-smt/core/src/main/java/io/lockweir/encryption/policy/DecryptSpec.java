package io.lockweir.encryption.policy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.ValueSchema;
import org.jspecify.annotations.Nullable;

/**
 * How one field is decrypted.
 *
 * @param part the part of the record
 * @param path the field, as in {@link EncryptSpec}
 * @param scope namespace or join domain; an envelope of another suite is refused
 * @param expected the clear value's schema rebuilt from what stands beside the ciphertext, or null when that was lost
 * @param onSchemaLost what to do without {@code expected}
 */
public record DecryptSpec(
        Part part, FieldPath path, Scope scope, @Nullable ValueSchema expected, OnSchemaLost onSchemaLost) {
    public DecryptSpec {
        FieldPlace.check(part, path, scope);
    }

    /** With the default for lost schemas: fail. */
    public DecryptSpec(Part part, FieldPath path, Scope scope, @Nullable ValueSchema expected) {
        this(part, path, scope, expected, OnSchemaLost.FAIL);
    }
}
