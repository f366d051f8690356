package io.lockweir.registryserver;

import io.lockweir.kmsserver.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How the registry itself wraps under shared keys: {@code local-kms} alone, with a secret that it is given. */
final class ServerKms {
    private volatile @Nullable String secret;
    private volatile boolean denied;

    void secret(String text) {
        secret = text;
    }

    void deny(boolean value) {
        denied = value;
    }

    /** A new data key, wrapped: a serialized key of Tink's. */
    String generate(KeyEncryptionKey kek, String algorithm) {
        byte[] key = Aead.random(
                switch (algorithm) {
                    case "AES128_GCM" -> 16;
                    case "AES256_SIV" -> 64;
                    default -> 32;
                });
        byte[] message = new byte[2 + key.length];
        message[0] = (byte) (algorithm.equals("AES256_SIV") ? 0x12 : 0x1a);
        message[1] = (byte) key.length;
        System.arraycopy(key, 0, message, 2, key.length);
        return Base64.getEncoder().encodeToString(Aead.seal(key(kek), message, new byte[0]));
    }

    /** What {@code keyMaterial} shows. */
    String unwrap(KeyEncryptionKey kek, String encryptedKeyMaterial) {
        byte[] wrapped = Base64.getDecoder().decode(encryptedKeyMaterial);
        Optional<byte[]> message = Aead.open(key(kek), wrapped, new byte[0]);
        return Base64.getEncoder()
                .encodeToString(message.orElseThrow(() -> RegistryError.of(50070, "Could not unwrap the dek")));
    }

    private byte[] key(KeyEncryptionKey kek) {
        if (denied) {
            throw RegistryError.of(40370, "The KMS denied the request");
        }
        @Nullable String current = secret;
        if (current == null || !kek.kmsType().equals("local-kms")) {
            throw RegistryError.of(50070, "Could not generate a dek with " + kek.kmsType());
        }
        // HKDF of RFC 5869: extract with a salt of zeros, expand one block without info.
        byte[] extracted = mac(new byte[32], current.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(mac(extracted, new byte[] {1}), 16);
    }

    private static byte[] mac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
