package io.lockweir.connect.metrics;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The name of the folder that this code was loaded from: {@code plugin.path/NAME/lib/x.jar}, or {@code plugin.path/NAME/x.jar}. */
final class PluginFolder {
    private static final String UNKNOWN = "unknown";

    private PluginFolder() {}

    static String name() {
        CodeSource source = PluginFolder.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return UNKNOWN;
        }
        try {
            URI uri = source.getLocation().toURI();
            return uri.getScheme().equals("file") ? name(Path.of(uri)) : UNKNOWN;
        } catch (URISyntaxException e) {
            return UNKNOWN;
        }
    }

    static String name(Path jar) {
        Path folder = jar.getParent();
        if (folder != null && folder.endsWith("lib")) {
            folder = folder.getParent();
        }
        Path name = folder == null ? null : folder.getFileName();
        return name == null ? UNKNOWN : name.toString();
    }
}
