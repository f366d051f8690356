package io.lockweir.encryption;

import io.lockweir.encryption.envelope.AssociatedData;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.OnSchemaLost;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.PlaintextDecoder;
import io.lockweir.encryption.value.PlaintextEncoder;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import org.jspecify.annotations.Nullable;

/** Turns specifications into what the hot path needs: an encoding and the associated data. */
final class Binding {
    private static final ValueSchema BYTES = ValueSchema.of(ValueType.BYTES);

    private Binding() {}

    static FieldEncryptor encryptor(
            EncryptionEngine engine, EncryptSpec spec, @Nullable RowBinding row, @Nullable DataKeyUse use) {
        check(spec.scope(), row);
        PlaintextEncoder encoder = spec.scope() instanceof Scope.Join join
                ? PlaintextEncoder.join(spec.schema(), join.domain())
                : PlaintextEncoder.padded(spec.schema(), spec.padding().multiple());
        AssociatedData place = place(spec.scope(), spec.part(), spec.path());
        return new BoundEncryptor(engine, new EncryptionKeyChoice(spec.scope(), spec.keks()), encoder, place, row, use);
    }

    static FieldDecryptor decryptor(EncryptionEngine engine, DecryptSpec spec, @Nullable RowBinding row) {
        check(spec.scope(), row);
        PlaintextDecoder decoder = spec.scope() instanceof Scope.Join join
                ? PlaintextDecoder.join(join.domain(), spec.expected())
                : typed(spec);
        AssociatedData place = place(spec.scope(), spec.part(), spec.path());
        return new BoundDecryptor(engine, spec.scope(), decoder, place, row);
    }

    static FieldEncryptor encryptor(EncryptionEngine engine, RecordSpec spec) {
        PlaintextEncoder encoder = spec.scope() instanceof Scope.Join join
                ? PlaintextEncoder.join(BYTES, join.domain())
                : PlaintextEncoder.serialized(
                        spec.compression(), spec.largest(), spec.padding().multiple());
        AssociatedData place = place(spec.scope(), spec.part(), FieldPath.WHOLE);
        return new BoundEncryptor(
                engine, new EncryptionKeyChoice(spec.scope(), spec.keks()), encoder, place, null, null);
    }

    static FieldDecryptor decryptor(EncryptionEngine engine, RecordSpec spec) {
        PlaintextDecoder decoder = spec.scope() instanceof Scope.Join join
                ? PlaintextDecoder.join(join.domain(), BYTES)
                : PlaintextDecoder.serialized(spec.largest());
        AssociatedData place = place(spec.scope(), spec.part(), FieldPath.WHOLE);
        return new BoundDecryptor(engine, spec.scope(), decoder, place, null);
    }

    private static AssociatedData place(Scope scope, Part part, FieldPath path) {
        if (scope instanceof Scope.Join) {
            return AssociatedData.ofJoin();
        }
        return scope instanceof Scope.Row
                ? AssociatedData.ofFieldInRow(part, path)
                : AssociatedData.ofField(part, path);
    }

    private static void check(Scope scope, @Nullable RowBinding row) {
        if ((scope instanceof Scope.Row) != (row != null)) {
            throw new IllegalArgumentException(
                    row == null
                            ? "The scope binds values to their row; say to which of its fields"
                            : "A scope of suite " + scope.suite() + " binds nothing to a row");
        }
    }

    private static PlaintextDecoder typed(DecryptSpec spec) {
        if (spec.expected() != null) {
            return PlaintextDecoder.typed(spec.expected());
        }
        return spec.onSchemaLost() == OnSchemaLost.FAIL
                ? PlaintextDecoder.plainTypesOnly()
                : PlaintextDecoder.baseTypes();
    }
}
