package io.lockweir.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Releases of the servers, as the build has pinned them. */
public final class Versions {
    private static final Properties PINS = read();

    private Versions() {}

    /** By the name in {@code versions.properties}. */
    public static String of(String server) {
        return Objects.requireNonNull(PINS.getProperty(server), server);
    }

    private static Properties read() {
        Properties pins = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("/io/lockweir/stack/versions.properties")) {
            pins.load(Objects.requireNonNull(file, "versions.properties is not on the class path"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pins;
    }
}
