package io.lockweir.encryption;

import io.lockweir.encryption.cipher.IvSource;
import io.lockweir.encryption.envelope.AssociatedData;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.EncryptingKey;
import io.lockweir.encryption.value.PlaintextBuffer;
import io.lockweir.encryption.value.PlaintextEncoder;
import org.jspecify.annotations.Nullable;

/** The hot path of encryption: everything that does not depend on the value is computed before. */
final class BoundEncryptor implements FieldEncryptor {
    private final EncryptionEngine engine;
    private final EncryptionKeyChoice choice;
    private final PlaintextEncoder encoder;
    private final AssociatedData associatedData;
    private final @Nullable RowBinding binding;
    private final IvSource ivs;
    private @Nullable DataKeyUse use;

    BoundEncryptor(
            EncryptionEngine engine,
            EncryptionKeyChoice choice,
            PlaintextEncoder encoder,
            AssociatedData associatedData,
            @Nullable RowBinding binding,
            @Nullable DataKeyUse use) {
        this.engine = engine;
        this.choice = choice;
        this.encoder = encoder;
        this.associatedData = associatedData;
        this.binding = binding;
        this.ivs = engine.ivs();
        this.use = use;
    }

    @Override
    public byte[] encrypt(@Nullable Object value) {
        engine.thread().enter();
        try {
            engine.checkOpen();
            PlaintextBuffer plaintext = engine.buffer();
            plaintext.reset();
            encoder.encode(value, plaintext);
            int length = plaintext.length();
            EncryptingKey key = use().next(length);
            byte[] bound = associatedData.with(key.id());
            byte[] envelope = new byte[EnvelopeHeader.LENGTH + key.sealer().sealedLength(length)];
            System.arraycopy(bound, 0, envelope, 0, EnvelopeHeader.LENGTH);
            byte[] authenticated = binding == null ? bound : AssociatedData.inRow(bound, binding.bytes());
            key.sealer().seal(ivs, authenticated, plaintext.array(), length, envelope, EnvelopeHeader.LENGTH);
            return envelope;
        } finally {
            engine.thread().leave();
        }
    }

    @Override
    public String encryptToText(@Nullable Object value) {
        return EnvelopeText.encode(encrypt(value));
    }

    private DataKeyUse use() {
        DataKeyUse ready = use;
        if (ready == null) {
            ready = engine.use(choice);
            use = ready;
        }
        return ready;
    }
}
