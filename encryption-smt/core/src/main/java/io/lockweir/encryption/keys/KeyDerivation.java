package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Hkdf;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.Suite;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The derivations of the native envelope. Suite and scope stand in every info: HKDF's shorter outputs are prefixes of its longer. */
final class KeyDerivation {
    /** The random part of a writer's data key id. */
    static final int WRITER_LENGTH = 8;

    private static final byte[] NO_SALT = new byte[0];
    private static final int DEK_LENGTH = 32;

    private KeyDerivation() {}

    /** The cipher's key: 32 bytes, or 64 (CMAC key ‖ CTR key) in suite 02. */
    static byte[] cipherKey(byte[] dek, Scope scope) {
        return Hkdf.derive(dek, NO_SALT, info("enc", scope), scope.suite() == Suite.AES_256_SIV ? 64 : 32);
    }

    /** The id that commits to a data key. */
    static byte[] id(byte[] dek, Scope scope) {
        return Hkdf.derive(dek, NO_SALT, info("id", scope), DekId.LENGTH);
    }

    /** Suite 01: the data key of one writer. */
    static byte[] writerDek(byte[] keysetKey, byte[] writer, Scope scope) {
        return Hkdf.derive(keysetKey, writer, info("writer", scope), DEK_LENGTH);
    }

    /** Suite 01: {@code w ‖ id[0..8)}. */
    static byte[] writerId(byte[] dek, byte[] writer, Scope scope) {
        byte[] id = Arrays.copyOf(writer, DekId.LENGTH);
        System.arraycopy(id(dek, scope), 0, id, WRITER_LENGTH, DekId.LENGTH - WRITER_LENGTH);
        return id;
    }

    /** Suite 02: the data key of a join domain. */
    static byte[] joinDek(byte[] keysetKey, Scope scope) {
        return Hkdf.derive(keysetKey, NO_SALT, info("join", scope), DEK_LENGTH);
    }

    private static byte[] info(String label, Scope scope) {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(("lockweir/1 " + label).getBytes(StandardCharsets.US_ASCII));
        info.write(0);
        info.writeBytes(scope.encoded());
        return info.toByteArray();
    }
}
