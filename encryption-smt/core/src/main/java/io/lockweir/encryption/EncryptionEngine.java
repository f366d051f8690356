package io.lockweir.encryption;

import io.lockweir.encryption.cipher.IvSource;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.IvMode;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.PlaintextBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts the fields of records. An engine and everything it hands out belong to one thread at a time (concurrent use
 * is detected and refused); the key source is shared and stays open when the engine closes. Make encryptors and decryptors once per
 * field and schema, not per value.
 */
public final class EncryptionEngine implements AutoCloseable {
    private final KeySource keys;
    private final IvSource ivs;
    private final OneThread thread = new OneThread();
    private final PlaintextBuffer buffer = new PlaintextBuffer();
    private final OpenerCache openers;
    private final Map<EncryptionKeyChoice, DataKeyUse> uses = new HashMap<>();
    private final Map<Scope, SubjectKeyUse> subjectUses = new HashMap<>();
    private boolean closed;

    /** With IVs from counters. */
    public EncryptionEngine(KeySource keys) {
        this(keys, IvMode.COUNTER);
    }

    public EncryptionEngine(KeySource keys, IvMode iv) {
        this.keys = keys;
        this.ivs = switch (iv) {
            case COUNTER -> IvSource.COUNTER;
            case RANDOM -> IvSource.RANDOM;
            case PROVIDER -> IvSource.PROVIDER;
        };
        this.openers = new OpenerCache(keys);
    }

    /**
     * An encryptor for the values of one field. Takes a key at the first value only.
     *
     * @throws IllegalArgumentException if the schema's type cannot be encrypted in the scope
     */
    public FieldEncryptor encryptor(EncryptSpec spec) {
        return Binding.encryptor(this, spec, null, null);
    }

    /**
     * As {@link #encryptor(EncryptSpec)}, for a scope that binds values to their row.
     *
     * @throws IllegalArgumentException also for a scope that does not
     */
    public FieldEncryptor encryptor(EncryptSpec spec, RowBinding row) {
        return Binding.encryptor(this, spec, row, null);
    }

    /**
     * An encryptor whose data key is that of the row's subject.
     *
     * @param row for a scope that binds values to their row; null for one that does not
     * @throws IllegalArgumentException also for a join domain, and at the first value if the key source has no keys of subjects
     */
    public FieldEncryptor encryptor(EncryptSpec spec, @Nullable RowBinding row, RowSubject subject) {
        DataKeyUse use =
                new SubjectOfRowUse(() -> subjectUses.computeIfAbsent(spec.scope(), keys::subjectKeys), subject);
        return Binding.encryptor(this, spec, row, use);
    }

    /** An encryptor for whole keys or values, given and taken as {@code byte[]}. */
    public FieldEncryptor encryptor(RecordSpec spec) {
        return Binding.encryptor(this, spec);
    }

    /**
     * A decryptor for the values of one field.
     *
     * @throws IllegalArgumentException if the expected schema's type cannot come from the scope
     */
    public FieldDecryptor decryptor(DecryptSpec spec) {
        return Binding.decryptor(this, spec, null);
    }

    /** As {@link #decryptor(DecryptSpec)}, for a scope that binds values to their row. */
    public FieldDecryptor decryptor(DecryptSpec spec, RowBinding row) {
        return Binding.decryptor(this, spec, row);
    }

    /** A decryptor for whole keys or values. Reads compressed and padded ones whatever the specification says of writing. */
    public FieldDecryptor decryptor(RecordSpec spec) {
        return Binding.decryptor(this, spec);
    }

    /**
     * Whether a value can be an envelope by its first bytes and its length. Guards against clear text where ciphertext is expected and
     * the reverse; says nothing about authenticity.
     */
    public static boolean looksLikeEnvelope(byte[] bytes) {
        return EnvelopeHeader.looksLike(bytes);
    }

    /** As {@link #looksLikeEnvelope(byte[])}, for text. */
    public static boolean looksLikeEnvelope(String text) {
        return EnvelopeText.looksLike(text);
    }

    /** Whether the bytes begin as an envelope does: they may be one that was cut, and are never clear without doubt. */
    public static boolean beginsAsEnvelope(byte[] bytes) {
        return EnvelopeHeader.begins(bytes);
    }

    /** As {@link #beginsAsEnvelope(byte[])}, for text. */
    public static boolean beginsAsEnvelope(String text) {
        return EnvelopeText.begins(text);
    }

    /** Gives unused budget back. What the engine handed out neither encrypts nor decrypts any more. */
    @Override
    public void close() {
        thread.enter();
        try {
            closed = true;
            uses.values().forEach(DataKeyUse::close);
            uses.clear();
            subjectUses.values().forEach(DataKeyUse::close);
            subjectUses.clear();
            openers.clear();
            buffer.wipe();
        } finally {
            thread.leave();
        }
    }

    IvSource ivs() {
        return ivs;
    }

    OneThread thread() {
        return thread;
    }

    PlaintextBuffer buffer() {
        return buffer;
    }

    OpenerCache openers() {
        return openers;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The encryption engine is closed");
        }
    }

    /** One use per choice, so that all fields of a thread share one stream and one cipher. */
    DataKeyUse use(EncryptionKeyChoice choice) {
        try {
            return uses.computeIfAbsent(choice, chosen -> keys.encryptingKey(chosen.scope(), chosen.keks()));
        } catch (IllegalArgumentException e) {
            // A label that nobody configured: no record is at fault.
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.MISSING,
                    "There is no key to encrypt with in " + choice.scope().name() + ": " + e.getMessage(),
                    e);
        }
    }
}
