package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.Hkdf;
import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.cipher.SivCipher;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of one generation of a namespace at work: it wraps the data keys of subjects with AES-256-SIV, which needs no IV and
 * authenticates where a wrap stands. Safe for use by many threads.
 */
final class NamespaceSecret {
    static final int KEY_LENGTH = 32;
    private static final byte[] NO_SALT = new byte[0];
    private static final byte[] INDEX = {'I'};

    private final NamespaceId namespace;
    private final int generation;
    private final SivCipher cipher;

    /**
     * Derives the cipher.
     *
     * @param key 32 bytes, neither kept nor wiped
     */
    NamespaceSecret(byte[] key, NamespaceId namespace, int generation) {
        this.namespace = namespace;
        this.generation = generation;
        byte[] derived = Hkdf.derive(key, NO_SALT, info("subject-wrap", namespace), 64);
        this.cipher = new SivCipher(derived);
        Arrays.fill(derived, (byte) 0);
    }

    int generation() {
        return generation;
    }

    static byte[] fresh(SecureRandom random) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        return key;
    }

    /** The key of pseudonyms and authentication under this generation; every generation has the same one. */
    byte[] wrapIndex(byte[] index) {
        return seal(INDEX, index);
    }

    /** Empty if it was not wrapped here. */
    Optional<byte[]> unwrapIndex(byte[] wrapped) {
        return open(INDEX, wrapped);
    }

    /** A data key's wrap, bound to subject, id, epoch and generation. */
    byte[] wrap(byte[] dek, SubjectTag tag, DekId id, int epoch) {
        return seal(place(tag, id, epoch), dek);
    }

    /** Empty if it was not wrapped here, or for another place. Not compared with the id yet. */
    Optional<byte[]> unwrap(Dek dek) {
        return open(place(dek.tag(), dek.id(), dek.epoch()), dek.wrapped());
    }

    static HmacSha256 tagging(byte[] index, NamespaceId namespace) {
        return hmac("subject-tag", index, namespace);
    }

    static HmacSha256 authentication(byte[] index, NamespaceId namespace) {
        return hmac("subject-mac", index, namespace);
    }

    private static HmacSha256 hmac(String label, byte[] index, NamespaceId namespace) {
        byte[] key = Hkdf.derive(index, NO_SALT, info(label, namespace), KEY_LENGTH);
        try {
            return new HmacSha256(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] seal(byte[] place, byte[] key) {
        byte[] sealed = new byte[cipher.sealedLength(key.length)];
        cipher.seal(bound(place), key, key.length, sealed, 0);
        return sealed;
    }

    private Optional<byte[]> open(byte[] place, byte[] sealed) {
        try {
            return Optional.of(cipher.open(bound(place), sealed, 0));
        } catch (EnvelopeException e) {
            return Optional.empty();
        }
    }

    private byte[] bound(byte[] place) {
        return ByteBuffer.allocate(NamespaceId.LENGTH + Integer.BYTES + place.length)
                .putLong(namespace.high())
                .putLong(namespace.low())
                .putInt(generation)
                .put(place)
                .array();
    }

    private static byte[] place(SubjectTag tag, DekId id, int epoch) {
        ByteBuffer place = ByteBuffer.allocate(1 + SubjectTag.LENGTH + DekId.LENGTH + Integer.BYTES);
        place.put((byte) 'D');
        tag.writeTo(place);
        return place.put(id.toBytes()).putInt(epoch).array();
    }

    private static byte[] info(String label, NamespaceId namespace) {
        byte[] text = ("lockweir/1 " + label + '\0').getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + NamespaceId.LENGTH)
                .put(text)
                .putLong(namespace.high())
                .putLong(namespace.low())
                .array();
    }

    @Override
    public String toString() {
        return "NamespaceSecret[generation " + generation + "]";
    }
}
