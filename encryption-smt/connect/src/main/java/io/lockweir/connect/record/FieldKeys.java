package io.lockweir.connect.record;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.registry.RegistryClient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What rules about fields encrypt and decrypt with. Closes nothing.
 *
 * @param engine for profile native
 * @param registry for profile confluent and for rules by tags; null where there are none
 */
public record FieldKeys(EncryptionEngine engine, @Nullable RegistryClient registry) {
    public FieldKeys {
        Objects.requireNonNull(engine, "engine");
    }

    /** For profile native alone. */
    public FieldKeys(EncryptionEngine engine) {
        this(engine, null);
    }
}
