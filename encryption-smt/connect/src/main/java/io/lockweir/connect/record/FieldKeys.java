package io.lockweir.connect.record;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.registry.DataKeys;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What rules about fields encrypt and decrypt with. Closes nothing.
 *
 * @param engine for profile native
 * @param registry for profile confluent; null where no rule is of that
 */
public record FieldKeys(EncryptionEngine engine, @Nullable DataKeys registry) {
    public FieldKeys {
        Objects.requireNonNull(engine, "engine");
    }

    /** For profile native alone. */
    public FieldKeys(EncryptionEngine engine) {
        this(engine, null);
    }
}
