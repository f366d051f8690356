package io.lockweir.store;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import java.util.List;

/** {@code kms=memory}: one service for all that ask in this process. */
public final class TestKmsProvider implements KmsProvider {
    static final TestKms SHARED = TestKms.of("one", "two");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of();
    }

    @Override
    public Kms open(KmsSettings settings) {
        return SHARED;
    }
}
