package io.lockweir.cli;

import java.util.Base64;

/** Tink keysets of one known AES256_GCM key, written by hand. */
public final class KnownKeysets {
    private KnownKeysets() {}

    /** A keyset whose key bytes count up from a number. */
    public static String ofKey(int first) {
        byte[] proto = new byte[34];
        proto[0] = 0x1A; // field 3 of AesGcmKey: key_value
        proto[1] = 32;
        for (int i = 0; i < 32; i++) {
            proto[2 + i] = (byte) (first + i);
        }
        return "{\"primaryKeyId\":1000,\"key\":[{\"keyData\":{"
                + "\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\","
                + "\"keyMaterialType\":\"SYMMETRIC\",\"value\":\""
                + Base64.getEncoder().encodeToString(proto)
                + "\"},\"outputPrefixType\":\"RAW\",\"keyId\":1000,\"status\":\"ENABLED\"}]}";
    }
}
