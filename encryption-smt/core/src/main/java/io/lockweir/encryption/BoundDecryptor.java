package io.lockweir.encryption;

import io.lockweir.encryption.envelope.AssociatedData;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.value.DecryptedValue;
import io.lockweir.encryption.value.PlaintextDecoder;
import org.jspecify.annotations.Nullable;

/** The hot path of decryption. */
final class BoundDecryptor implements FieldDecryptor {
    private final EncryptionEngine engine;
    private final Scope scope;
    private final PlaintextDecoder decoder;
    private final AssociatedData associatedData;
    private final @Nullable RowBinding binding;
    private OpenerCache.@Nullable Entry last;

    BoundDecryptor(
            EncryptionEngine engine,
            Scope scope,
            PlaintextDecoder decoder,
            AssociatedData associatedData,
            @Nullable RowBinding binding) {
        this.engine = engine;
        this.scope = scope;
        this.decoder = decoder;
        this.associatedData = associatedData;
        this.binding = binding;
    }

    @Override
    public DecryptedValue decrypt(byte[] envelope) {
        engine.thread().enter();
        try {
            engine.checkOpen();
            EnvelopeHeader.check(envelope, scope.suite());
            OpenerCache.Entry entry = last;
            if (entry == null
                    || !entry.id().standsIn(envelope, EnvelopeHeader.DEK_ID)
                    || !entry.key().live()) {
                last = null;
                entry = engine.openers().entryOf(envelope, scope);
                last = entry;
            }
            byte[] bound = associatedData.withIdOf(envelope);
            byte[] plaintext = binding == null
                    ? entry.opener().open(bound, envelope, EnvelopeHeader.LENGTH)
                    : openInRow(entry, bound, envelope, binding);
            return decoder.decode(plaintext);
        } finally {
            engine.thread().leave();
        }
    }

    @Override
    public DecryptedValue decryptText(String text) {
        return decrypt(EnvelopeText.decode(text));
    }

    private static byte[] openInRow(OpenerCache.Entry entry, byte[] bound, byte[] envelope, RowBinding row) {
        byte[] authenticated = AssociatedData.inRow(bound, row.bytes());
        try {
            return entry.opener().open(authenticated, envelope, EnvelopeHeader.LENGTH);
        } catch (EnvelopeException e) {
            if (e.reason() != Reason.TAG_MISMATCH) {
                throw e;
            }
            throw new EnvelopeException(
                    Reason.TAG_MISMATCH,
                    "The ciphertext does not authenticate in this row: it was changed, or it belongs to another field or"
                            + " row, or one of the fields it is bound to (" + row
                            + ") has another value or type than at the writer; compare bind.fields too");
        }
    }
}
