package io.lockweir.benchmarks.smt;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** A fresh keyset in the JSON that {@code keyset.json} takes, one per JVM: the tasks of a worker share theirs too. */
public final class BenchmarkKeyset {

    public static final String JSON = json();

    private BenchmarkKeyset() {}

    private static String json() {
        try {
            AeadConfig.register();
            Configuration tink = RegistryConfiguration.get();
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, tink);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, tink, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink makes no keyset", e);
        }
    }
}
