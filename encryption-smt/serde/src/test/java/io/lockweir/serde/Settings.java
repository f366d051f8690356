package io.lockweir.serde;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Properties of clients, with a Tink keyset of one known AES256_GCM key. */
final class Settings {
    private Settings() {}

    /** With a keyset whose key bytes count up from 1, and more. */
    static Map<String, Object> with(String... keysAndValues) {
        Map<String, Object> settings = new HashMap<>(Map.of("lockweir.keyset.json", keyset(1)));
        settings.putAll(of(keysAndValues));
        return settings;
    }

    static Map<String, Object> of(String... keysAndValues) {
        Map<String, Object> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    /** The same as the transforms and the converter take it, without our prefix. */
    static Map<String, Object> ofConnect(String... keysAndValues) {
        Map<String, Object> settings = of(keysAndValues);
        settings.put("keyset.json", keyset(1));
        return settings;
    }

    static String keyset(int first) {
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
