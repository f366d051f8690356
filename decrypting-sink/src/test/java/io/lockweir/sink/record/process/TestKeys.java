package io.lockweir.sink.record.process;

import java.util.Base64;

/** Tink keysets of one AES256_GCM key, written by hand. */
public final class TestKeys {
    private static final int KEY_BYTES = 32;

    private TestKeys() {}

    /** A keyset whose key bytes count up from a number. */
    public static String json(int first) {
        // AesGcmKey: field 3, key_value.
        byte[] proto = new byte[2 + KEY_BYTES];
        proto[0] = 0x1A;
        proto[1] = KEY_BYTES;
        for (int i = 0; i < KEY_BYTES; i++) {
            proto[2 + i] = (byte) (first + i);
        }
        return "{\"primaryKeyId\":1,\"key\":[{\"keyData\":{\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\","
                + "\"value\":\"" + Base64.getEncoder().encodeToString(proto)
                + "\",\"keyMaterialType\":\"SYMMETRIC\"},\"status\":\"ENABLED\",\"keyId\":1,\"outputPrefixType\":\"RAW\"}]}";
    }
}
