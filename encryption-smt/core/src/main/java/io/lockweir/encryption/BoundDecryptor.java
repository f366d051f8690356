package io.lockweir.encryption;

import io.lockweir.encryption.envelope.AssociatedData;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.OnSchemaLost;
import io.lockweir.encryption.value.DecryptedValue;
import io.lockweir.encryption.value.PlaintextDecoder;
import org.jspecify.annotations.Nullable;

/** The hot path of decryption. */
final class BoundDecryptor implements FieldDecryptor {
    private final EncryptionEngine engine;
    private final Scope scope;
    private final PlaintextDecoder decoder;
    private final AssociatedData associatedData;
    private OpenerCache.@Nullable Entry last;

    BoundDecryptor(EncryptionEngine engine, DecryptSpec spec) {
        this.engine = engine;
        this.scope = spec.scope();
        if (scope instanceof Scope.Join join) {
            this.decoder = PlaintextDecoder.join(join.domain(), spec.expected());
            this.associatedData = AssociatedData.ofJoin();
        } else {
            this.decoder = typed(spec);
            this.associatedData = AssociatedData.ofField(spec.part(), spec.path());
        }
    }

    @Override
    public DecryptedValue decrypt(byte[] envelope) {
        engine.thread().enter();
        try {
            engine.checkOpen();
            EnvelopeHeader.check(envelope, scope.suite());
            OpenerCache.Entry entry = last;
            if (entry == null || !entry.id().standsIn(envelope, EnvelopeHeader.DEK_ID)) {
                entry = engine.openers().entryOf(envelope, scope);
                last = entry;
            }
            byte[] bound = associatedData.withIdOf(envelope);
            return decoder.decode(entry.opener().open(bound, envelope, EnvelopeHeader.LENGTH));
        } finally {
            engine.thread().leave();
        }
    }

    @Override
    public DecryptedValue decryptText(String text) {
        return decrypt(EnvelopeText.decode(text));
    }

    private static PlaintextDecoder typed(DecryptSpec spec) {
        if (spec.expected() != null) {
            return PlaintextDecoder.typed(spec.expected());
        }
        return spec.onSchemaLost() == OnSchemaLost.FAIL
                ? PlaintextDecoder.plainTypesOnly()
                : PlaintextDecoder.baseTypes();
    }
}
