package io.lockweir.encryption;

import io.lockweir.encryption.Samples.JoinSample;
import io.lockweir.encryption.Samples.Sample;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sample with both ends of its field, for tests that run over every type and suite. */
record Bound(String name, @Nullable Object value, FieldEncryptor encryptor, FieldDecryptor decryptor) {
    static final FieldPath PATH = FieldPath.parse("address.street");
    static final Scope BANK = new Scope.Namespace("bank");

    static KeySource keys() {
        return KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1));
    }

    static List<Bound> all(EncryptionEngine engine) {
        List<Bound> all = new ArrayList<>();
        for (Sample sample : Samples.all()) {
            all.add(new Bound(
                    "01 " + sample.name(),
                    sample.value(),
                    engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, PATH, BANK, sample.schema())),
                    engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, BANK, sample.schema()))));
        }
        for (JoinSample sample : Samples.joins()) {
            Scope scope = new Scope.Join(sample.domain());
            all.add(new Bound(
                    "02 " + sample.name(),
                    sample.value(),
                    engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, PATH, scope, sample.schema())),
                    engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, scope, sample.schema()))));
        }
        return all;
    }
}
