package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.DekLookup;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key source that also has the keys of subjects. Those are asked first, in memory, so that a SHRED counts at once and no cache of the other source keeps
 * a killed key. Namespaces are opened at their first use.
 */
public final class ShreddingKeySource implements KeySource {
    private final KeySource others;
    private final Function<String, SubjectKeys> opening;
    private final Map<String, SubjectKeys> namespaces = new HashMap<>();
    private boolean closed;

    /**
     * A source.
     *
     * @param others made with {@link #lookup} of this source, so that it waits for keys of subjects too; closed with this one
     * @param opening opens the keys of a namespace
     */
    private ShreddingKeySource(Function<DekLookup, KeySource> others, Function<String, SubjectKeys> opening) {
        this.opening = opening;
        this.others = others.apply(this::lookup);
    }

    /**
     * Makes both sources.
     *
     * @param others makes the source of all other keys; it waits for what it does not know, and asks the lookup meanwhile
     * @param opening opens the keys of a namespace
     */
    public static ShreddingKeySource of(Function<DekLookup, KeySource> others, Function<String, SubjectKeys> opening) {
        return new ShreddingKeySource(others, opening);
    }

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        return others.encryptingKey(scope);
    }

    @Override
    public DataKeyUse encryptingKey(Scope scope, List<String> kekLabels) {
        return others.encryptingKey(scope, kekLabels);
    }

    @Override
    public SubjectKeyUse subjectKeys(Scope scope) {
        if (scope instanceof Scope.Join) {
            throw new IllegalArgumentException("A join domain has no keys of subjects; use mode=random with a subject");
        }
        SubjectKeys keys = subjects(scope);
        return new SubjectUse(subject -> keys.current(scope, subject), scope);
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        Optional<SubjectKey> key = find(id, scope);
        if (key.isPresent()) {
            return key.get();
        }
        try {
            return others.decryptingKey(id, scope);
        } catch (Arrived arrived) {
            return find(id, scope).orElseThrow(() -> arrived);
        }
    }

    @Override
    public void close() {
        synchronized (namespaces) {
            closed = true;
            namespaces.values().forEach(SubjectKeys::close);
            namespaces.clear();
        }
        others.close();
    }

    private Optional<SubjectKey> find(DekId id, Scope scope) {
        return scope instanceof Scope.Join ? Optional.empty() : subjects(scope).find(id, scope);
    }

    /** The other source waits for an unknown id; what is a subject's ends the wait, and comes from here. */
    private Optional<byte[]> lookup(DekId id, Scope scope) {
        if (find(id, scope).isPresent()) {
            throw new Arrived(id);
        }
        return Optional.empty();
    }

    private SubjectKeys subjects(Scope scope) {
        String namespace = scope instanceof Scope.Row row ? row.name() : ((Scope.Namespace) scope).name();
        synchronized (namespaces) {
            if (closed) {
                throw new KeyUnavailableError(KeyUnavailableError.Reason.CLOSED, "The key source was closed", null);
            }
            try {
                return namespaces.computeIfAbsent(namespace, opening);
            } catch (IllegalArgumentException e) {
                throw new KeyUnavailableError(KeyUnavailableError.Reason.MISSING, String.valueOf(e.getMessage()), null);
            }
        }
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "ShreddingKeySource[" + others + "]";
    }

    /** The key of a subject arrived while the other source waited for it. */
    private static final class Arrived extends EnvelopeException {
        private static final long serialVersionUID = 1L;

        private Arrived(DekId id) {
            super(Reason.UNKNOWN_KEY, "The subject's data key " + id + " arrived and went again");
        }
    }
}
