package io.lockweir.connect.record;

import io.lockweir.connect.Keysets;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.EncryptingKey;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import io.lockweir.encryption.keys.UnknownKeyException;
import io.lockweir.encryption.shred.ShreddedKeyException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of subjects without a log: a keyset a subject. */
public final class SubjectKeysOfKeysets implements KeySource {
    private final Map<String, KeySource> subjects = new HashMap<>();
    private final Set<String> shredded = new HashSet<>();

    Set<String> subjects() {
        return subjects.keySet();
    }

    public void shred(String subject) {
        shredded.add(subject);
    }

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        throw new AssertionError("Only keys of subjects are asked for");
    }

    @Override
    public SubjectKeyUse subjectKeys(Scope scope) {
        Map<String, DataKeyUse> uses = new HashMap<>();
        return new SubjectKeyUse() {
            private @Nullable DataKeyUse current;

            @Override
            public void subject(String subject) {
                current = uses.computeIfAbsent(subject, absent -> keys(absent).encryptingKey(scope));
            }

            @Override
            public EncryptingKey next(int plaintextBytes) {
                if (current == null) {
                    throw new AssertionError("No subject was named");
                }
                return current.next(plaintextBytes);
            }

            @Override
            public void close() {
                uses.values().forEach(DataKeyUse::close);
            }
        };
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        for (Map.Entry<String, KeySource> subject : subjects.entrySet()) {
            Optional<DataKey> key = key(subject.getValue(), id, scope);
            if (key.isPresent() && shredded.contains(subject.getKey())) {
                throw new ShreddedKeyException(id);
            }
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new UnknownKeyException(id, scope);
    }

    private static Optional<DataKey> key(KeySource source, DekId id, Scope scope) {
        try {
            return Optional.of(source.decryptingKey(id, scope));
        } catch (UnknownKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        subjects.values().forEach(KeySource::close);
    }

    private KeySource keys(String subject) {
        return subjects.computeIfAbsent(
                subject, absent -> KeysetKeySource.fromTinkJson(Keysets.ofKey(10 + subjects.size())));
    }
}
