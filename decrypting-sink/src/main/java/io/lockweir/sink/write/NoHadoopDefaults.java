package io.lockweir.sink.write;

import java.io.IOException;
import java.net.URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens Parquet files without Hadoop's default settings. Iceberg makes a new {@code Configuration} for each file, and each
 * reads and parses Hadoop's {@code core-default.xml} and the like anew: 4 to 10 ms of processor time a file, for settings that a Parquet
 * writer does not ask for. Nor does a {@code core-site.xml} that lies around on a worker change what is written.
 */
final class NoHadoopDefaults {
    /** Hadoop's, and those that its other jars add as soon as a class of theirs is loaded, which Parquet does. */
    private static final Set<String> DEFAULTS = Set.of(
            "core-default.xml",
            "core-site.xml",
            "mapred-default.xml",
            "mapred-site.xml",
            "yarn-default.xml",
            "yarn-site.xml",
            "hdfs-default.xml",
            "hdfs-site.xml");

    private NoHadoopDefaults() {}

    /** What opens a file. */
    interface Opening<T> {
        T open() throws IOException;
    }

    static <T> T open(Opening<T> opening) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // A configuration takes its loader from the thread, and keeps it.
        thread.setContextClassLoader(new Hiding(NoHadoopDefaults.class.getClassLoader()));
        try {
            return opening.open();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Finds the plugin's classes and resources but the defaults, which Hadoop takes for there being none. */
    private static final class Hiding extends ClassLoader {
        Hiding(ClassLoader plugin) {
            super(plugin);
        }

        @Override
        public @Nullable URL getResource(String name) {
            return DEFAULTS.contains(name) ? null : super.getResource(name);
        }
    }
}
