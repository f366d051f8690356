package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a field that a reader expects encrypted is there and clear. Needs no key, unless of ciphertexts of profile confluent it is to
 * be certain: their form tells little.
 */
final class FormCheckingCipher implements FieldCipher {
    private final @Nullable ConfluentFields confluent;
    private final Placeholder placeholder;
    private final Plaintext plaintext;

    /** @param confluent decrypts fields of profile confluent; null for a look at their form alone */
    FormCheckingCipher(DecryptOptions options, @Nullable ConfluentFields confluent) {
        this.confluent = confluent;
        this.placeholder = new Placeholder(options.placeholder());
        this.plaintext = options.plaintext();
    }

    @Override
    public Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        ConfluentFields opening = confluent;
        return rule.mode() instanceof FieldMode.Confluent mode && opening != null && rule.onRead() == OnRead.DECRYPT
                ? opening.decrypting(place, mode, schema)
                : new Planned(schema, plan(place, rule, row));
    }

    @Override
    public Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row) {
        if (!rule.mode().encrypts() || rule.onRead() == OnRead.DROP) {
            return Planned.SAME;
        }
        boolean decrypts = rule.onRead() == OnRead.DECRYPT;
        if (rule.mode() instanceof FieldMode.Confluent mode) {
            ConfluentFields opening = confluent;
            return opening != null && decrypts
                    ? opening.decrypting(place, mode)
                    : ConfluentFields.required(place, mode);
        }
        return required(place, decrypts);
    }

    private Conversion required(Place place, boolean decrypted) {
        Conversion required = Ciphertext.required(place, placeholder);
        if (!decrypted || !plaintext.isConfigured()) {
            return required;
        }
        // Counted where it is read.
        return value -> plaintext.passes() && Plaintext.isClear(value) ? value : required.apply(value);
    }

    /** What is not there is not clear either: an image of the row before a change may hold its key alone. */
    @Override
    public void missing(Place place, TopicRule rule, String what) {}

    @Override
    public void unlisted(Place place, Schema schema) {}
}
