package io.lockweir.distribution;

import java.util.Base64;

/** A Tink keyset of one known AES256_GCM key. */
final class Keyset {
    private Keyset() {}

    static String json() {
        byte[] key = new byte[34];
        key[0] = 0x1A; // field 3 of AesGcmKey: key_value
        key[1] = 32;
        key[2] = 1;
        return """
                {"primaryKeyId": 1, "key": [{"keyId": 1, "status": "ENABLED", "outputPrefixType": "TINK", "keyData": {
                  "typeUrl": "type.googleapis.com/google.crypto.tink.AesGcmKey", "keyMaterialType": "SYMMETRIC",
                  "value": "%s"}}]}""".formatted(Base64.getEncoder().encodeToString(key));
    }
}
