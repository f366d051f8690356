package io.lockweir.connect.record;

import io.lockweir.connect.Keysets;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;

/** Key sources for tests. */
final class TestKeys {
    private TestKeys() {}

    static KeySource source() {
        return KeysetKeySource.fromTinkJson(Keysets.ofKey(1));
    }
}
