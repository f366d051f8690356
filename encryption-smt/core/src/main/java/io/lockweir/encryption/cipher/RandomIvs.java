package io.lockweir.encryption.cipher;

import java.security.SecureRandom;

/** 96 fresh random bits a time, drawn in blocks: a call of {@link SecureRandom} costs more than the encryption itself. */
final class RandomIvs {
    private static final int DRAWN = 64 * GcmSealer.IV_LENGTH;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[DRAWN];
    private int used = DRAWN;

    void next(byte[] iv) {
        if (used == DRAWN) {
            random.nextBytes(drawn);
            used = 0;
        }
        System.arraycopy(drawn, used, iv, 0, GcmSealer.IV_LENGTH);
        used += GcmSealer.IV_LENGTH;
    }
}
