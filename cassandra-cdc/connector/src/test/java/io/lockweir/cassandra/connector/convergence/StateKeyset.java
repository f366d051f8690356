package io.lockweir.cassandra.connector.convergence;

import java.util.Arrays;
import java.util.Base64;

/** Keys of a state in tests. */
public final class StateKeyset {
    public static final String JSON = json();

    private StateKeyset() {}

    private static String json() {
        byte[] key = new byte[34];
        key[0] = 0x1A;
        key[1] = 32;
        // A key of zeros is refused.
        Arrays.fill(key, 2, key.length, (byte) 7);
        return "{\"primaryKeyId\":1000,\"key\":[{\"keyData\":{"
                + "\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\","
                + "\"keyMaterialType\":\"SYMMETRIC\",\"value\":\""
                + Base64.getEncoder().encodeToString(key)
                + "\"},\"outputPrefixType\":\"RAW\",\"keyId\":1000,\"status\":\"ENABLED\"}]}";
    }
}
