package io.lockweir.encryption;

import io.lockweir.encryption.cipher.ReferenceCrypto;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Opens keyset envelopes as the specification says, from a line of hex, without any class of the engine. Who wants to read Lockweir's
 * ciphertexts in another language can start from here.
 */
final class ReferenceEnvelope {
    private static final byte[] NO_SALT = new byte[0];

    private ReferenceEnvelope() {}

    /** The plaintext of a suite 01 envelope; of suite 03 with the row's clear fields at the end of the steps. */
    static byte[] openRandomised(byte[] keysetKey, String namespace, char part, byte[] steps, byte[] envelope)
            throws GeneralSecurityException {
        byte[] scope = ReferenceCrypto.concat(new byte[] {envelope[1]}, prefixed(namespace));
        byte[] writer = Arrays.copyOfRange(envelope, 2, 10);
        byte[] dek = ReferenceCrypto.hkdf(keysetKey, writer, info("writer", scope), 32);
        byte[] id = ReferenceCrypto.hkdf(dek, NO_SALT, info("id", scope), 16);
        expect(Arrays.copyOf(id, 8), Arrays.copyOfRange(envelope, 10, 18));
        byte[] key = ReferenceCrypto.hkdf(dek, NO_SALT, info("enc", scope), 32);
        byte[] associatedData = ReferenceCrypto.concat(Arrays.copyOf(envelope, 18), new byte[] {(byte) part}, steps);
        return ReferenceCrypto.gcmOpen(
                key,
                Arrays.copyOfRange(envelope, 18, 30),
                associatedData,
                Arrays.copyOfRange(envelope, 30, envelope.length));
    }

    /** The plaintext of a suite 02 envelope. */
    static byte[] openJoin(byte[] keysetKey, String domain, int domainType, int normaliser, byte[] envelope)
            throws GeneralSecurityException {
        byte[] scope = ReferenceCrypto.concat(
                new byte[] {2}, prefixed(domain), new byte[] {(byte) domainType, (byte) normaliser});
        byte[] dek = ReferenceCrypto.hkdf(keysetKey, NO_SALT, info("join", scope), 32);
        expect(ReferenceCrypto.hkdf(dek, NO_SALT, info("id", scope), 16), Arrays.copyOfRange(envelope, 2, 18));
        byte[] key = ReferenceCrypto.hkdf(dek, NO_SALT, info("enc", scope), 64);
        return ReferenceCrypto.sivOpen(
                key, Arrays.copyOf(envelope, 18), Arrays.copyOfRange(envelope, 18, envelope.length));
    }

    private static byte[] info(String label, byte[] scope) {
        return ReferenceCrypto.concat(
                ("lockweir/1 " + label).getBytes(StandardCharsets.US_ASCII), new byte[] {0}, scope);
    }

    private static byte[] prefixed(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ReferenceCrypto.concat(new byte[] {(byte) (utf8.length >>> 8), (byte) utf8.length}, utf8);
    }

    private static void expect(byte[] expected, byte[] actual) throws GeneralSecurityException {
        if (!Arrays.equals(expected, actual)) {
            throw new GeneralSecurityException("The id " + HexFormat.of().formatHex(actual) + " is not of this key");
        }
    }
}
