package io.lockweir.kms;

import io.lockweir.encryption.kms.KmsSettings;
import java.net.URI;
import java.util.List;

/** Checks of settings that depend on each other. Messages name keys as the user wrote them, and no value. */
public final class Choice {

    private Choice() {}

    /** Whether all of some settings are given, which belong together. */
    public static boolean together(KmsSettings settings, String... names) {
        List<String> all = List.of(names);
        long given =
                all.stream().filter(name -> settings.optional(name).isPresent()).count();
        if (given != 0 && given != all.size()) {
            throw new IllegalArgumentException("Keys " + keys(settings, all) + " belong together. Set all or none.");
        }
        return given != 0;
    }

    /** Fails unless exactly one of two settings is given. */
    public static void oneOf(KmsSettings settings, String first, String second) {
        if (settings.optional(first).isPresent() == settings.optional(second).isPresent()) {
            throw new IllegalArgumentException("Set exactly one of " + keys(settings, List.of(first, second)) + ".");
        }
    }

    /** A setting that another one asks for. */
    public static String needed(KmsSettings settings, String name, String because) {
        return settings.optional(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Key '" + settings.key(name) + "' is missing; " + because + " needs it."));
    }

    /** The address in a setting, http or https. */
    public static URI url(KmsSettings settings, String name, String text) {
        try {
            URI uri = URI.create(text.strip());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text.
        }
        throw new IllegalArgumentException(
                "Key '" + settings.key(name) + "' is no URL such as https://kms.example.com. Correct it.");
    }

    private static String keys(KmsSettings settings, List<String> names) {
        return names.stream()
                .map(name -> "'" + settings.key(name) + "'")
                .toList()
                .toString();
    }
}
