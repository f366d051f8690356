package io.lockweir.reference.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the config providers: a value of the right kind for each {@code ${provider:name}}, told from the name. Addresses
 * are such that nobody listens there.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\w+:([^}]+)}");

    /** Where documents suppose that an administrator has put files. */
    private static final String INSTALLED = "/etc/lockweir/";

    private final Path folder;
    private final String keyset;

    /** @param folder for the files that values must name */
    Placeholders(Path folder, String keyset) {
        this.folder = folder;
        this.keyset = keyset;
    }

    Map<String, String> resolve(Map<String, String> config) throws IOException {
        Map<String, String> resolved = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : config.entrySet()) {
            resolved.put(entry.getKey(), resolve(entry.getValue()));
        }
        return resolved;
    }

    private String resolve(String value) throws IOException {
        if (value.startsWith(INSTALLED)) {
            return sample(value.endsWith(".pem") ? "CA" : "KEYSET_FILE");
        }
        Matcher placeholder = PLACEHOLDER.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (placeholder.find()) {
            placeholder.appendReplacement(resolved, Matcher.quoteReplacement(sample(placeholder.group(1))));
        }
        return placeholder.appendTail(resolved).toString();
    }

    private String sample(String name) throws IOException {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.endsWith("KEYSET_FILE")) {
            return Files.writeString(folder.resolve("keyset.json"), keyset).toString();
        } else if (upper.contains("KEYSET")) {
            return keyset;
        } else if (upper.endsWith("CA")) {
            return Files.writeString(folder.resolve("ca.pem"), "no certificate").toString();
        } else if (upper.endsWith("DIR")) {
            return folder.toString();
        } else if (upper.endsWith("PORT")) {
            return "1";
        } else if (upper.endsWith("HOST")) {
            return "127.0.0.1";
        } else if (upper.endsWith("BOOTSTRAP")) {
            return "127.0.0.1:1";
        }
        return upper.matches(".*(URL|URI|ENDPOINT)") ? "http://127.0.0.1:1" : "sample:value";
    }
}
