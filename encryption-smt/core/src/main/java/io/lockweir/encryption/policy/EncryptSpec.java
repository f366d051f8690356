package io.lockweir.encryption.policy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.ValueSchema;

/**
 * How one field is encrypted.
 *
 * @param part the part of the record
 * @param path the field, from the row image (the step through a change event's before or after removed); WHOLE for a whole part
 * @param scope namespace (randomised) or join domain (deterministic); decides the suite
 * @param schema the schema of the clear value; {@link ValueSchema#any} for data without a schema
 */
public record EncryptSpec(Part part, FieldPath path, Scope scope, ValueSchema schema) {
    public EncryptSpec {
        FieldPlace.check(part, path, scope);
    }
}
