package io.lockweir.reference.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** RFC 5869 with SHA-256. */
final class Hkdf {

    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    static byte[] derive(byte[] key, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        byte[] extracted = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, key);
        Bytes output = new Bytes();
        byte[] block = new byte[0];
        for (int i = 1; (i - 1) * HASH_BYTES < length; i++) {
            block = hmac(extracted, new Bytes().add(block).add(info).u8(i).toArray());
            output.add(block);
        }
        return Arrays.copyOf(output.toArray(), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }
}
