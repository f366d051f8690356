package io.lockweir.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Resolves what Connect's workers resolve: {@code ${env:NAME}}, {@code ${file:/path:key}} and {@code ${dir:/path:file}}. What cannot be
 * resolved fails, while Kafka would pass the reference itself on as the secret.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|dir):[^}]*}");

    private References() {}

    static Map<String, String> resolved(Map<String, String> properties) {
        Map<String, ConfigProvider> providers = new LinkedHashMap<>();
        providers.put("env", new EnvVarConfigProvider());
        providers.put("file", new FileConfigProvider());
        providers.put("dir", new DirectoryConfigProvider());
        Map<String, String> resolved = new LinkedHashMap<>();
        try {
            providers.values().forEach(provider -> provider.configure(Map.of()));
            ConfigTransformer transformer = new ConfigTransformer(providers);
            properties.forEach((key, value) -> resolved.put(key, resolved(transformer, key, value)));
        } finally {
            providers.values().forEach(References::close);
        }
        return resolved;
    }

    private static String resolved(ConfigTransformer transformer, String key, String value) {
        if (!REFERENCE.matcher(value).find()) {
            return value;
        }
        try {
            String found = transformer.transform(Map.of(key, value)).data().get(key);
            // A reference that is still there has found nothing.
            for (String reference : references(value)) {
                if (found == null || found.contains(reference)) {
                    throw unresolved(key);
                }
            }
            return String.valueOf(found);
        } catch (ConfigException e) {
            throw unresolved(key);
        }
    }

    private static List<String> references(String value) {
        return REFERENCE.matcher(value).results().map(match -> match.group()).toList();
    }

    /** Without a cause and without the value: half of it may be a secret that stands beside the reference. */
    private static UsageException unresolved(String key) {
        return new UsageException("Key '" + key
                + "' holds a reference that leads nowhere. Check the variable of ${env:NAME}, the file and key of "
                + "${file:/path:key}, the folder and file of ${dir:/path:file}.");
    }

    private static void close(ConfigProvider provider) {
        try {
            provider.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
