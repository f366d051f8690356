package io.lockweir.stack.servers.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The key that signs tokens, kept in the server's folder so that tokens outlive a restart, as those of a real issuer do. */
final class TokenKey {
    private static final int BYTES = 32;

    private TokenKey() {}

    static byte[] in(Path folder) throws IOException {
        Path file = folder.resolve("token.key");
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(folder);
        Files.write(file, key);
        return key;
    }
}
