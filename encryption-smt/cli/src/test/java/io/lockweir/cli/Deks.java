package io.lockweir.cli;

import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.EncryptingDek;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records of fresh data keys. */
public final class Deks {
    private Deks() {}

    public static Kek kek(String label) {
        return new Kek(label, new MemoryKms(), "key-" + label);
    }

    public static DekRecord record(Scope scope, Kek... keks) {
        EncryptingDek dek = EncryptingDek.generate(scope, new SecureRandom());
        List<DekRecord.Wrap> wraps = new ArrayList<>();
        try {
            for (Kek kek : keks) {
                wraps.add(kek.wrap(dek));
            }
        } catch (KmsException e) {
            throw new AssertionError(e);
        }
        return new DekRecord(dek.id(), scope, wraps, Instant.ofEpochMilli(1_700_000_000_000L), "a test");
    }
}
