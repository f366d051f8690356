package io.lockweir.encryption.confluent;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Arrays;

/**
 * The plaintext of a data key, which is what a key-encryption key wraps: Tink's serialized {@code AesGcmKey} or {@code AesSivKey} (its
 * aes_gcm.proto and aes_siv.proto), {@code version = 1, key_value = 2 or 3}. A version of 0 is left out in writing, as proto3 does.
 */
public final class TinkKey {
    private static final int VERSION_FIELD = 1;
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int LONGEST_VARINT = 10;

    private TinkKey() {}

    /**
     * The message around a key.
     *
     * @param key of the algorithm's length
     * @throws IllegalArgumentException if it has another length
     */
    public static byte[] write(DekAlgorithm algorithm, byte[] key) {
        if (key.length != algorithm.keyLength()) {
            throw new IllegalArgumentException(
                    "A key of " + algorithm + " has " + algorithm.keyLength() + " bytes, not " + key.length);
        }
        byte[] message = new byte[2 + key.length];
        message[0] = (byte) (algorithm.keyField() << 3 | BYTES);
        message[1] = (byte) key.length;
        System.arraycopy(key, 0, message, 2, key.length);
        return message;
    }

    /**
     * The key in a message; the caller wipes it.
     *
     * @throws EnvelopeException with UNSUPPORTED for another version, with WRONG_SUITE for a key of another algorithm, with MALFORMED
     *     for anything that is no such message
     */
    public static byte[] read(DekAlgorithm algorithm, byte[] message) {
        return new Reading(algorithm, message).key();
    }

    /** One pass over a message. Both fields may stand once, in any order; any other field is of another message. */
    private static final class Reading {
        private final DekAlgorithm algorithm;
        private final byte[] message;
        private int at;

        Reading(DekAlgorithm algorithm, byte[] message) {
            this.algorithm = algorithm;
            this.message = message;
        }

        byte[] key() {
            byte[] key = {};
            while (at < message.length) {
                long tag = varint();
                if (tag == (VERSION_FIELD << 3 | VARINT)) {
                    if (varint() != 0) {
                        throw new EnvelopeException(
                                Reason.UNSUPPORTED, "The data key is of another version than 0. Update this program");
                    }
                } else if (tag == (algorithm.keyField() << 3 | BYTES) && key.length == 0) {
                    key = bytes();
                } else {
                    throw another();
                }
            }
            if (key.length != algorithm.keyLength()) {
                Arrays.fill(key, (byte) 0);
                throw another();
            }
            return key;
        }

        private byte[] bytes() {
            long length = varint();
            if (length < 0 || length > message.length - at) {
                throw malformed();
            }
            at += (int) length;
            return Arrays.copyOfRange(message, at - (int) length, at);
        }

        private long varint() {
            long value = 0;
            for (int i = 0; i < LONGEST_VARINT && at < message.length; i++) {
                byte next = message[at++];
                value |= (long) (next & 0x7F) << (7 * i);
                if (next >= 0) {
                    return value;
                }
            }
            throw malformed();
        }

        private EnvelopeException another() {
            return new EnvelopeException(
                    Reason.WRONG_SUITE,
                    "The data key is none of " + algorithm + ". Compare encrypt.dek.algorithm with the registry's");
        }

        private static EnvelopeException malformed() {
            return new EnvelopeException(
                    Reason.MALFORMED, "The data key is no serialized key of Tink's, as Confluent's clients write it");
        }
    }
}
