package io.lockweir.sink;

/** The version of this plugin: that of its jar. */
final class BuildVersion {
    static final String TEXT = read();

    private BuildVersion() {}

    private static String read() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
