package io.lockweir.serde;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what configuration made of a serializer or deserializer, and exchanges it as a whole: any number of threads may use it meanwhile.
 *
 * @param <I> the inner one
 */
final class Wrapping<I extends Closeable> {
    /**
     * What configuration made.
     *
     * @param innerName the class of the inner one, for messages
     */
    record Parts<I>(Configured configured, I inner, String innerName) {}

    private final Direction<I> direction;
    private final @Nullable I given;
    private final AtomicReference<@Nullable Parts<I>> parts = new AtomicReference<>();

    /** @param given by the application, which configures it; null where its class is configured */
    Wrapping(Direction<I> direction, @Nullable I given) {
        this.direction = direction;
        this.given = given;
    }

    /**
     * Takes a client's properties, in place of what was configured before.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    void configure(Map<String, ?> properties, boolean isKey) {
        SerdeConfig config = SerdeConfig.of(properties, isKey);
        I inner = direction.inner(given, config);
        Configured made = Configured.of(config, direction, isKey);
        try {
            if (given == null) {
                direction.configure(inner, config.innerSettings(), isKey);
            }
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
        Parts<I> before =
                parts.getAndSet(new Parts<>(made, inner, inner.getClass().getName()));
        if (before != null) {
            close(before, given == null);
        }
    }

    /** @throws IllegalStateException when there is nothing configured, or it was closed */
    Parts<I> parts() {
        Parts<I> made = parts.get();
        if (made == null) {
            throw new IllegalStateException(direction.plugin() + " is not configured, or was closed");
        }
        return made;
    }

    /** Gives keys and engines back, and closes the inner one. A call that is running ends as it would. */
    void close() {
        Parts<I> closed = parts.getAndSet(null);
        if (closed != null) {
            close(closed, true);
        }
    }

    /** @param whole whether the inner one is closed too: one that was given is used on */
    private void close(Parts<I> closed, boolean whole) {
        try (Configured last = closed.configured()) {
            if (whole) {
                closed.inner().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
