package io.lockweir.connect;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.Shared;
import io.lockweir.encryption.keys.SubjectKeyUse;
import java.util.List;
import java.util.function.Function;

/**
 * One key source for all tasks of a process with equal settings, so that they share data keys, their cache and the tail of the store.
 * One whose store has ended is left to those who have it: whoever starts then gets another. Counted: closed when the last one who opened it closed it.
 *
 * @param <C> the settings, with equality
 */
final class SharedKeySources<C> {
    private final Function<C, KeySource> opening;
    private final Shared<C, KeySource> sources = new Shared<>(KeySource::usable);

    SharedKeySources(Function<C, KeySource> opening) {
        this.opening = opening;
    }

    /** The source of these settings, made if there is none that is usable. What the making throws is thrown, and nothing is kept. */
    KeySource open(C settings) {
        return new Share(sources.acquire(settings, () -> opening.apply(settings)));
    }

    /** One user's share; closing it twice counts once. */
    private static final class Share implements KeySource {
        private final Shared.Hold<KeySource> hold;
        private final KeySource source;
        private volatile boolean closed;

        Share(Shared.Hold<KeySource> hold) {
            this.hold = hold;
            this.source = hold.value();
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
        public boolean usable() {
            return source.usable();
        }

        @Override
        public void close() {
            closed = true;
            hold.release();
        }

        private void checkOpen() {
            if (closed) {
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
