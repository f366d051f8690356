package io.lockweir.kmsserver.vault;

import io.lockweir.kmsserver.Aead;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key of type aes256-gcm96 with its versions, which count from 1. */
final class TransitKey {
    private static final Pattern CIPHERTEXT = Pattern.compile("vault:v(\\d{1,9}):(.+)");

    private final List<byte[]> versions = new CopyOnWriteArrayList<>(List.of(Aead.newKey()));
    private final AtomicInteger oldestAllowed = new AtomicInteger(1);

    int latest() {
        return versions.size();
    }

    int oldestAllowed() {
        return oldestAllowed.get();
    }

    void rotate() {
        versions.add(Aead.newKey());
    }

    void allowFrom(int version) {
        oldestAllowed.set(version);
    }

    String encrypt(byte[] plaintext, byte[] associatedData) {
        int version = latest();
        byte[] sealed = Aead.seal(versions.get(version - 1), plaintext, associatedData);
        return "vault:v" + version + ":" + Base64.getEncoder().encodeToString(sealed);
    }

    byte[] decrypt(String ciphertext, byte[] associatedData) {
        Matcher matcher = CIPHERTEXT.matcher(ciphertext);
        if (!matcher.matches()) {
            throw new VaultError(400, "invalid ciphertext: no prefix");
        }
        int version = Integer.parseInt(matcher.group(1));
        if (version < oldestAllowed.get()) {
            throw new VaultError(400, "ciphertext or signature version is disallowed by policy (too old)");
        }
        if (version > latest()) {
            throw new VaultError(400, "invalid ciphertext: version is too new");
        }
        return decoded(matcher.group(2))
                .flatMap(bytes -> Aead.open(versions.get(version - 1), bytes, associatedData))
                .orElseThrow(() -> new VaultError(400, "cipher: message authentication failed"));
    }

    static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
