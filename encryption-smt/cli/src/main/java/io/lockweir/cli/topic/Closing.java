package io.lockweir.cli.topic;

import org.jspecify.annotations.Nullable;

/** Closes several things although one fails. */
final class Closing {
    private Closing() {}

    static void all(AutoCloseable... closeables) {
        @Nullable IllegalStateException failure = null;
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException(closeable.getClass().getName() + " can't be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
