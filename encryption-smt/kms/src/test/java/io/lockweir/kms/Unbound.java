package io.lockweir.kms;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsProvider;
import java.util.Map;

/** Clients whose wrapped keys are bound to no context, as profile confluent opens them. */
public final class Unbound {
    private Unbound() {}

    public static Kms open(KmsProvider provider, Map<String, String> settings) {
        return KmsClients.openUnbound(
                provider.name(), "confluent", "kms.x.", settings, new io.lockweir.encryption.kms.KmsEvents() {});
    }

    /** A data key as profile confluent wraps it, of another length than our own. */
    public static byte[] dek(int length) {
        byte[] dek = new byte[length];
        for (int i = 0; i < length; i++) {
            dek[i] = (byte) (i + 1);
        }
        return dek;
    }
}
