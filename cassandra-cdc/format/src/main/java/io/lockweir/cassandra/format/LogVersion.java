package io.lockweir.cassandra.format;

import java.util.Optional;

/** The versions of the log that can be read. They differ in how local deletion times after 2038 are written, in nothing else. */
public enum LogVersion {
    /** Cassandra 4.0 and 4.1, and 5.0 with {@code storage_compatibility_mode: CASSANDRA_4}, its default. */
    V7(7),
    /** Cassandra 5.0 with another {@code storage_compatibility_mode}. */
    V8(8);

    private final int number;

    LogVersion(int number) {
        this.number = number;
    }

    /** As in the file name and the segment's header. */
    public int number() {
        return number;
    }

    public static Optional<LogVersion> of(int number) {
        return number == V7.number ? Optional.of(V7) : number == V8.number ? Optional.of(V8) : Optional.empty();
    }
}
