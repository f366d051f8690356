package io.lockweir.stack;

/** The Connect workers that the plugins must load in. */
public enum ConnectVersion {
    V4_3("connect", "4.3.1"),
    V3_9("connect39", "3.9.1");

    private final String server;
    private final String release;

    ConnectVersion(String server, String release) {
        this.server = server;
        this.release = release;
    }

    /** Name of the class path file in the stack's home. */
    public String server() {
        return server;
    }

    /** The release, also the tag of the container image. */
    public String release() {
        return release;
    }
}
