package io.lockweir.serde;

import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.encryption.EncryptionEngine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a serializer and a deserializer have in common but do differently.
 *
 * @param <I> the inner one
 */
interface Direction<I> {
    /** The simple name of the class, for messages. */
    String plugin();

    /** What it does: encrypt or decrypt. */
    String action();

    /** Whether it encrypts. */
    boolean encrypts();

    /** Finds the inner one; {@code given} where the application gave it. */
    I inner(@Nullable I given, SerdeConfig config);

    /** Configures the inner one. */
    void configure(I inner, Map<String, ?> settings, boolean isKey);

    /** Refuses rules that can't be kept. */
    void check(ProfileSettings.Native settings);

    /** Around one engine. */
    Treatment treatment(ProfileSettings.Native settings, EncryptionEngine engine, PluginMetrics metrics);
}
