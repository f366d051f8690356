package io.lockweir.encryption.keys;

import java.security.SecureRandom;

/** Bytes that count up: randomness for frozen fixtures. */
public final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private byte next;

    public CountingRandom(int first) {
        this.next = (byte) first;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next++;
        }
    }
}
