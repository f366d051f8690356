package io.lockweir.encryption.kms;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a driver.
 *
 * @param name without prefix, dotted lower case, the unit in it ({@code timeout.ms})
 * @param type how its text is read
 * @param presence whether it must be given
 * @param defaultText the default, or null for none
 * @param documentation a sentence on its effect
 */
public record KmsSetting(
        String name, Type type, Presence presence, @Nullable String defaultText, String documentation) {
    public KmsSetting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(presence, "presence");
        Objects.requireNonNull(documentation, "documentation");
    }

    /** How the text of a setting is read. */
    public enum Type {
        TEXT,
        /** Text that appears nowhere. */
        SECRET,
        /** true or false. */
        FLAG,
        /** A whole number, not negative. */
        NUMBER
    }

    /** Whether a setting must be given. */
    public enum Presence {
        REQUIRED,
        OPTIONAL
    }

    /** A setting that must be given. */
    public static KmsSetting required(String name, Type type, String documentation) {
        return new KmsSetting(name, type, Presence.REQUIRED, null, documentation);
    }

    /** A setting that may be left out. */
    public static KmsSetting optional(String name, Type type, String documentation) {
        return new KmsSetting(name, type, Presence.OPTIONAL, null, documentation);
    }

    /** A setting with a default. */
    public static KmsSetting withDefault(String name, Type type, String defaultText, String documentation) {
        return new KmsSetting(name, type, Presence.OPTIONAL, defaultText, documentation);
    }
}
