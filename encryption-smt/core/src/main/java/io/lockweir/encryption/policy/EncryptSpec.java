package io.lockweir.encryption.policy;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.ValueSchema;
import java.util.List;

/**
 * How one field is encrypted.
 *
 * @param part the part of the record
 * @param path the field, from the row image (the step through a change event's before or after removed), or the path that stands
 *     for it on both sides; WHOLE for a whole part
 * @param scope namespace (randomised), namespace and row, or join domain (deterministic); decides the suite
 * @param schema the schema of the clear value; {@link ValueSchema#any} for data without a schema
 * @param padding what hides the value's length; none in a join domain
 * @param keks labels of the key-encryption keys that wrap the data key; empty for all that are configured
 */
public record EncryptSpec(
        Part part, FieldPath path, Scope scope, ValueSchema schema, Padding padding, List<String> keks) {
    public EncryptSpec {
        keks = List.copyOf(keks);
        FieldPlace.check(part, path, scope);
        FieldPlace.check(padding, scope);
    }

    /** Without padding, under all key-encryption keys. */
    public EncryptSpec(Part part, FieldPath path, Scope scope, ValueSchema schema) {
        this(part, path, scope, schema, Padding.NONE);
    }

    /** Under all key-encryption keys. */
    public EncryptSpec(Part part, FieldPath path, Scope scope, ValueSchema schema, Padding padding) {
        this(part, path, scope, schema, padding, List.of());
    }
}
