package io.lockweir.stack;

import io.lockweir.stack.process.Versions;

/** The Connect workers that the plugins must load in. */
public enum ConnectVersion {
    V4_3("connect", "kafka"),
    V3_9("connect39", "kafka39");

    private final String server;
    private final String pin;

    ConnectVersion(String server, String pin) {
        this.server = server;
        this.pin = pin;
    }

    /** Name of the class path file in the stack's home. */
    public String server() {
        return server;
    }

    /** The release, also the tag of the container image. */
    public String release() {
        return Versions.of(pin);
    }
}
