package io.lockweir.connect;

/** The version that Connect shows for the plugins of this module: that of its jar. */
public final class PluginVersion {
    static final String TEXT = read();

    private PluginVersion() {}

    /** As in the jar's manifest. */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        String version = PluginVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
