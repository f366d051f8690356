package io.lockweir.encryption.audit;

import java.util.Optional;

/** Who acts, as far as the operating system tells. */
public final class Principal {
    private Principal() {}

    /** {@code USER@HOST/PID} of this process. */
    public static String ofProcess() {
        // Not InetAddress: it may wait for a name server.
        String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        return System.getProperty("user.name", "unknown") + "@" + host + "/"
                + ProcessHandle.current().pid();
    }
}
