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
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.Compression;
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
        all.addAll(padded(engine));
        all.addAll(inRow(engine));
        all.addAll(records(engine));
        return all;
    }

    private static List<Bound> padded(EncryptionEngine engine) {
        List<Bound> padded = new ArrayList<>();
        for (Sample sample : Samples.few()) {
            EncryptSpec spec = new EncryptSpec(Part.FIELD_OF_VALUE, PATH, BANK, sample.schema(), new Padding(16));
            padded.add(new Bound(
                    "01 padded " + sample.name(),
                    sample.value(),
                    engine.encryptor(spec),
                    engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, BANK, sample.schema()))));
        }
        return padded;
    }

    private static List<Bound> inRow(EncryptionEngine engine) {
        List<Bound> bound = new ArrayList<>();
        RowBinding row = Samples.row();
        row.enter(Samples.rowValues());
        Scope scope = new Scope.Row("bank");
        for (Sample sample : Samples.few()) {
            bound.add(new Bound(
                    "03 " + sample.name(),
                    sample.value(),
                    engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, PATH, scope, sample.schema()), row),
                    engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, scope, sample.schema()), row)));
        }
        return bound;
    }

    private static List<Bound> records(EncryptionEngine engine) {
        List<Bound> records = new ArrayList<>();
        for (Compression compression : Compression.values()) {
            RecordSpec spec = new RecordSpec(Part.WHOLE_VALUE, BANK, compression, 1000, Padding.NONE);
            records.add(new Bound(
                    "record " + compression, Samples.serialized(), engine.encryptor(spec), engine.decryptor(spec)));
        }
        return records;
    }
}
