package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Data keys derived from a dedicated Tink keyset of AES256_GCM, AES256_SIV or HKDF-PRF keys. The primary key encrypts at random, the
 * first ENABLED key in join domains, and every ENABLED key decrypts. Each source is a writer with data keys of its own, so writers never share an IV space; share one source between the
 * threads of a task rather than making many.
 */
public final class KeysetKeySource implements KeySource {
    private final TinkKeyset keyset;
    private final KeyBudget budget;
    private final Clock clock;
    private final SecureRandom random;
    private final KeyEvents events;
    private final KeysetReader reader;
    private final Map<Scope, RotatingKey> writers = new ConcurrentHashMap<>();
    private final Map<Scope, DerivedKey> joins = new ConcurrentHashMap<>();
    private volatile boolean closed;

    KeysetKeySource(TinkKeyset keyset, KeyBudget budget, Clock clock, SecureRandom random) {
        this(keyset, budget, clock, random, KeyEvents.NONE);
    }

    private KeysetKeySource(TinkKeyset keyset, KeyBudget budget, Clock clock, SecureRandom random, KeyEvents events) {
        this.events = events;
        this.keyset = keyset;
        this.budget = budget;
        this.clock = clock;
        this.random = random;
        this.reader = new KeysetReader(keyset.enabled());
    }

    /**
     * Reads a clear-text Tink keyset in JSON.
     *
     * @throws IllegalArgumentException if it is no such keyset; the message holds nothing of it
     */
    public static KeysetKeySource fromTinkJson(String json) {
        return fromTinkJson(json, KeyBudget.DEFAULT);
    }

    /** As {@link #fromTinkJson(String)}, telling of its keys; closes the events last. */
    public static KeysetKeySource fromTinkJson(String json, KeyEvents events) {
        return new KeysetKeySource(
                TinkKeyset.ofJson(json), KeyBudget.DEFAULT, Clock.systemUTC(), new SecureRandom(), events);
    }

    /** As {@link #fromTinkJson(String)}, with a smaller budget per data key. */
    public static KeysetKeySource fromTinkJson(String json, KeyBudget budget) {
        return new KeysetKeySource(TinkKeyset.ofJson(json), budget, Clock.systemUTC(), new SecureRandom());
    }

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        checkOpen();
        if (scope instanceof Scope.Join) {
            DerivedKey key = joins.computeIfAbsent(
                    scope, absent -> keyset.join().use(bytes -> KeysetReader.joinKey(bytes, absent)));
            return new JoinUse(key, () -> closed);
        }
        return new CountedUse(writers.computeIfAbsent(
                scope, absent -> RotatingKey.immediate(absent, () -> newWriterKey(absent), clock, events)));
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        checkOpen();
        return reader.key(id, scope);
    }

    @Override
    public void close() {
        closed = true;
        writers.values().forEach(RotatingKey::close);
        joins.values().forEach(DerivedKey::wipe);
        reader.wipe();
        keyset.wipe();
        events.close();
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "KeysetKeySource[" + keyset.enabled().size() + " enabled keys]";
    }

    private WriterKey newWriterKey(Scope scope) {
        byte[] writer = new byte[KeyDerivation.WRITER_LENGTH];
        random.nextBytes(writer);
        byte[] fixed = new byte[Integer.BYTES];
        random.nextBytes(fixed);
        DerivedKey key = keyset.primary().use(bytes -> KeysetReader.writerKey(bytes, writer, scope));
        return new WriterKey(key, ByteBuffer.wrap(fixed).getInt(), budget, clock.millis());
    }

    private void checkOpen() {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The key source was closed; nothing is encrypted or decrypted with it any more",
                    null);
        }
    }
}
