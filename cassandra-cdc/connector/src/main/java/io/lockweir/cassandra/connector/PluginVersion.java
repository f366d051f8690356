package io.lockweir.cassandra.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The plugin's version, written by the build. */
final class PluginVersion {

    static final String VERSION = read();

    private PluginVersion() {}

    private static String read() {
        try (InputStream in = Objects.requireNonNull(PluginVersion.class.getResourceAsStream("plugin.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
