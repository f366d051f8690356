package io.lockweir.encryption.cipher;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC of RFC 2104 with SHA-256, its key schedule kept from call to call. Belongs to one thread. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_LENGTH = 32;

    private final Mac mac;

    /**
     * A MAC.
     *
     * @param key 32 bytes, copied
     */
    public HmacSha256(byte[] key) {
        CipherKeys.check(key, KEY_LENGTH);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("set up HMAC-SHA-256", e);
        }
    }

    /** The 32 bytes over all parts, one after the other. */
    public byte[] of(byte[]... parts) {
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
