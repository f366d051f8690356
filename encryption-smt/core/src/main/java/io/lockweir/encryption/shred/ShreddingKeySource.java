package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.DekLookup;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key source that also has the keys of subjects. Those are asked first, in memory, so that a SHRED counts at once and no cache of the other source keeps
 * a killed key. Namespaces are opened at their first use. Whatever is missing is waited for, within the bound, by encrypting and decrypting alike.
 */
public final class ShreddingKeySource implements KeySource {
    private final KeySource others;
    private final OpenNamespaces namespaces;

    private ShreddingKeySource(
            Function<DekLookup, KeySource> others,
            Function<String, SubjectKeys> opening,
            Duration keyWait,
            Duration starting) {
        this.namespaces = new OpenNamespaces(opening, keyWait, starting);
        this.others = others.apply(this::lookup);
    }

    /**
     * Makes both sources.
     *
     * @param others makes the source of all other keys; it waits for what it does not know, and asks the lookup meanwhile
     * @param opening opens the keys of a namespace
     * @param keyWait how long a thread waits for a log or a key service, before it waits for the other source
     * @param starting how much longer while a namespace's log is being read from its beginning
     */
    public static ShreddingKeySource of(
            Function<DekLookup, KeySource> others,
            Function<String, SubjectKeys> opening,
            Duration keyWait,
            Duration starting) {
        return new ShreddingKeySource(others, opening, keyWait, starting);
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
        return new SubjectUse(subject -> namespaces.current(scope, subject), scope);
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        if (scope instanceof Scope.Join) {
            return others.decryptingKey(id, scope);
        }
        Optional<SubjectKey> key = namespaces.find(id, scope);
        if (key.isPresent()) {
            return key.get();
        }
        try {
            return others.decryptingKey(id, scope);
        } catch (Arrived arrived) {
            return namespaces.find(id, scope).orElseThrow(() -> arrived);
        }
    }

    @Override
    public boolean usable() {
        return namespaces.usable() && others.usable();
    }

    @Override
    public void close() {
        namespaces.close();
        others.close();
    }

    /** The other source waits for an unknown id; what is a subject's ends the wait, and comes from here. */
    private Optional<byte[]> lookup(DekId id, Scope scope) {
        if (!(scope instanceof Scope.Join) && namespaces.arrived(id, scope)) {
            throw new Arrived(id);
        }
        return Optional.empty();
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
