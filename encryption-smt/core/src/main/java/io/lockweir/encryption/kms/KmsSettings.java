package io.lockweir.encryption.kms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A driver's settings, checked against what it declares. Every message names the key as the user wrote it and no value: it may be a
 * secret.
 */
public final class KmsSettings {
    private final String prefix;
    private final Map<String, KmsSetting> declared;
    private final Map<String, String> values;

    private KmsSettings(String prefix, Map<String, KmsSetting> declared, Map<String, String> values) {
        this.prefix = prefix;
        this.declared = declared;
        this.values = values;
    }

    /**
     * Checks settings.
     *
     * @param prefix what stands before the names where the user wrote them, such as {@code kek.eu.}
     * @param declared the driver's settings
     * @param values by name without prefix
     * @throws IllegalArgumentException if one is unknown, missing or of another type
     */
    public static KmsSettings of(String prefix, List<KmsSetting> declared, Map<String, String> values) {
        Map<String, KmsSetting> byName =
                declared.stream().collect(Collectors.toUnmodifiableMap(KmsSetting::name, setting -> setting));
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(byName.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown keys: "
                    + unknown.stream().map(prefix::concat).collect(Collectors.joining(", "))
                    + ". Correct or remove them. Known keys: "
                    + new TreeSet<>(byName.keySet())
                            .stream().map(prefix::concat).collect(Collectors.joining(", ")) + ".");
        }
        KmsSettings settings = new KmsSettings(prefix, byName, Map.copyOf(values));
        declared.forEach(settings::check);
        return settings;
    }

    /** The key as the user writes it. */
    public String key(String name) {
        return prefix + name;
    }

    /** A setting that is required or has a default. */
    public String text(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalArgumentException("Key '" + key(name) + "' is missing. Set it."));
    }

    /** A setting, or its default, or nothing. Blank counts as absent. */
    public Optional<String> optional(String name) {
        KmsSetting setting = declared.get(name);
        if (setting == null) {
            throw new IllegalStateException("The driver reads setting " + name + " without declaring it");
        }
        String value = values.get(name);
        return Optional.ofNullable(value == null || value.isBlank() ? setting.defaultText() : value);
    }

    /** A flag that is required or has a default. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name).trim());
    }

    /** A number that is required or has a default. */
    public long number(String name) {
        return Long.parseLong(text(name).trim());
    }

    /** Names only. */
    @Override
    public String toString() {
        return "KmsSettings" + new TreeSet<>(new HashMap<>(values).keySet());
    }

    private void check(KmsSetting setting) {
        if (setting.presence() == KmsSetting.Presence.REQUIRED) {
            text(setting.name());
        }
        Optional<String> given = optional(setting.name()).map(String::trim);
        boolean wrong = switch (setting.type()) {
            case TEXT, SECRET -> false;
            case FLAG ->
                given.filter(text -> !text.equals("true") && !text.equals("false"))
                        .isPresent();
            case NUMBER -> given.filter(text -> !text.matches("\\d{1,18}")).isPresent();
        };
        if (wrong) {
            throw new IllegalArgumentException("Key '" + key(setting.name()) + "' must be "
                    + (setting.type() == KmsSetting.Type.FLAG ? "true or false." : "a whole number, not negative."));
        }
    }
}
