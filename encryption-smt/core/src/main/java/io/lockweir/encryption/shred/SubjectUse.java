package io.lockweir.encryption.shred;

import io.lockweir.encryption.keys.EncryptingKey;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thread's use of the keys of subjects: the key is that of the subject named last. Keeps the ciphers of the 64 subjects used last, because a cipher
 * that changes keys costs three times the encryption itself.
 */
final class SubjectUse implements SubjectKeyUse {
    private static final int BOUND = 64;

    private record Ready(SubjectKey key, EncryptingKey encrypting) {}

    private final Function<String, SubjectKey> keys;
    private final Scope scope;
    private final Map<String, Ready> ready = new LinkedHashMap<>(2 * BOUND, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ready> eldest) {
            return size() > BOUND;
        }
    };
    private @Nullable String subject;
    private boolean closed;

    /**
     * A use.
     *
     * @param keys finds or makes the current key of a subject
     */
    SubjectUse(Function<String, SubjectKey> keys, Scope scope) {
        this.keys = keys;
        this.scope = scope;
    }

    @Override
    public void subject(String next) {
        subject = next;
    }

    @Override
    public EncryptingKey next(int plaintextBytes) {
        String named = subject;
        if (closed || named == null) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The keys of subjects were closed, or no subject was named",
                    null);
        }
        Ready known = ready.get(named);
        if (known == null || !known.key().live()) {
            known = current(named);
            ready.put(named, known);
        }
        return known.encrypting();
    }

    private Ready current(String named) {
        while (true) {
            SubjectKey key = keys.apply(named);
            try {
                return new Ready(key, new EncryptingKey(key.id(), key.sealer()));
            } catch (KeyUnavailableError e) {
                if (key.live()) {
                    throw e;
                }
                // Ended by another thread since it was given: the next one says why, or is the one to use.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        ready.clear();
        subject = null;
    }

    /** Names no subject. */
    @Override
    public String toString() {
        return "SubjectUse[" + scope + "]";
    }
}
