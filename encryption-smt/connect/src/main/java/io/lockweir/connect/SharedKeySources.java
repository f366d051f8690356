package io.lockweir.connect;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One key source for all tasks of a process with equal settings, so that they share data keys, their cache and the tail of the store.
 * Counted: closed when the last one who opened it closed it.
 *
 * @param <C> the settings, with equality
 */
final class SharedKeySources<C> {
    private final Function<C, KeySource> opening;
    private final Map<C, Counted> sources = new HashMap<>();

    SharedKeySources(Function<C, KeySource> opening) {
        this.opening = opening;
    }

    /** The source of these settings, made if there is none. What the making throws is thrown, and nothing is kept. */
    synchronized KeySource open(C settings) {
        Counted counted = sources.get(settings);
        if (counted == null) {
            counted = new Counted(opening.apply(settings));
            sources.put(settings, counted);
        }
        counted.users++;
        return new Share(settings, counted.source);
    }

    synchronized int open() {
        return sources.size();
    }

    private synchronized void release(C settings) {
        Counted counted = sources.get(settings);
        if (counted != null && --counted.users == 0) {
            sources.remove(settings);
            counted.source.close();
        }
    }

    private static final class Counted {
        private final KeySource source;
        private int users;

        Counted(KeySource source) {
            this.source = source;
        }
    }

    /** One user's share; closing it twice counts once. */
    private final class Share implements KeySource {
        private final C settings;
        private final KeySource source;
        private final AtomicBoolean closed = new AtomicBoolean();

        Share(C settings, KeySource source) {
            this.settings = settings;
            this.source = source;
        }

        @Override
        public DataKeyUse encryptingKey(Scope scope) {
            checkOpen();
            return source.encryptingKey(scope);
        }

        @Override
        public DataKeyUse encryptingKey(Scope scope, List<String> kekLabels) {
            checkOpen();
            return source.encryptingKey(scope, kekLabels);
        }

        @Override
        public SubjectKeyUse subjectKeys(Scope scope) {
            checkOpen();
            return source.subjectKeys(scope);
        }

        @Override
        public DataKey decryptingKey(DekId id, Scope scope) {
            checkOpen();
            return source.decryptingKey(id, scope);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(settings);
            }
        }

        private void checkOpen() {
            if (closed.get()) {
                throw new KeyUnavailableError(
                        KeyUnavailableError.Reason.CLOSED,
                        "The key source was closed; nothing is encrypted or decrypted with it any more",
                        null);
            }
        }

        @Override
        public String toString() {
            return "Shared" + source;
        }
    }
}
