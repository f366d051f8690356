package io.lockweir.cli;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;

/** Ciphertext as a connector writes it. */
public final class Encrypted {
    private Encrypted() {}

    /** Field {@code email} of a value in namespace {@code bank}, under {@link KnownKeysets#ofKey}. */
    public static String email(int key, String value) {
        try (KeysetKeySource keys = KeysetKeySource.fromTinkJson(KnownKeysets.ofKey(key));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            return engine.encryptor(new EncryptSpec(
                            Part.FIELD_OF_VALUE,
                            FieldPath.of("email"),
                            new Scope.Namespace("bank"),
                            ValueSchema.of(ValueType.STRING)))
                    .encryptToText(value);
        }
    }
}
