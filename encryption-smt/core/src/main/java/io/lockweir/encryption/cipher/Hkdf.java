package io.lockweir.encryption.cipher;

import java.security.GeneralSecurityException;

/** HKDF of RFC 5869 with SHA-256. */
public final class Hkdf {
    private Hkdf() {}

    /** Key material of a length, at most 8160 bytes. */
    public static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
        try {
            return com.google.crypto.tink.subtle.Hkdf.computeHkdf("HMACSHA256", inputKey, salt, info, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The platform has no HMAC-SHA-256", e);
        }
    }
}
