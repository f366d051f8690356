package io.lockweir.encryption.keys;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How one KEK is configured.
 *
 * @param label what records call it
 * @param kms the driver's name
 * @param key the driver's own name of the KEK
 * @param settings the driver's settings without the prefix {@code kek.LABEL.}; some are secret
 */
public record KekConfig(String label, String kms, String key, Map<String, String> settings) {
    public KekConfig {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(kms, "kms");
        Objects.requireNonNull(key, "key");
        settings = Map.copyOf(settings);
        if (!label.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "A KEK label has 1 to 64 letters, digits, - and _, and begins with a letter or digit");
        }
    }

    /** What stands before its keys where the user wrote them. */
    public String prefix() {
        return "kek." + label + ".";
    }

    /** Without the settings' values. */
    @Override
    public String toString() {
        return "KekConfig[" + label + ", " + kms + ", " + key + ", " + new TreeSet<>(settings.keySet()) + "]";
    }
}
