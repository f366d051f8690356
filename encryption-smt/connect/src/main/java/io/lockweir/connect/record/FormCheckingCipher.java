package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Touches nothing and needs no key: fails where a field that a reader expects encrypted is there and clear. */
final class FormCheckingCipher implements FieldCipher {
    private final Placeholder placeholder;
    private final Plaintext plaintext;

    FormCheckingCipher(DecryptOptions options) {
        this.placeholder = new Placeholder(options.placeholder());
        this.plaintext = options.plaintext();
    }

    @Override
    public Planned plan(Place place, TopicRule rule, Schema schema, @Nullable RowBinding row) {
        return new Planned(schema, plan(place, rule, row));
    }

    @Override
    public Conversion plan(Place place, TopicRule rule, @Nullable RowBinding row) {
        if (!rule.mode().encrypts() || rule.onRead() == OnRead.DROP) {
            return Planned.SAME;
        }
        return rule.mode() instanceof FieldMode.Confluent mode
                ? ConfluentFields.required(place, mode)
                : required(place, rule.onRead() == OnRead.DECRYPT);
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
