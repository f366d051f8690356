package io.lockweir.kms.pkcs11;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.login.LoginException;

/** SoftHSM2 of this machine, with a token of the tests' own: the library reads SOFTHSM2_CONF once, when it is loaded. */
final class SoftHsm {
    static final String PIN = "pin-canary-4711";

    private static final List<String> PLACES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so");

    private final Path library;
    private final KeyStore keys;

    private SoftHsm(Path library, KeyStore keys) {
        this.library = library;
        this.keys = keys;
    }

    static Optional<Path> find() {
        return PLACES.stream().map(Path::of).filter(Files::exists).findFirst();
    }

    /** The token, made anew in the folder of the configuration that the build names. */
    static SoftHsm start(Path library) throws IOException, InterruptedException, GeneralSecurityException {
        Path configuration = Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF"), "SOFTHSM2_CONF"));
        Path tokens = Objects.requireNonNull(configuration.getParent()).resolve("tokens");
        delete(tokens);
        Files.createDirectories(tokens);
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "lockweir", "--pin", PIN, "--so-pin", "so-4711");
        Provider provider = Objects.requireNonNull(Security.getProvider("SunPKCS11"))
                .configure("--name = Operator\nlibrary = " + library + "\nslotListIndex = 0\n"
                        + "attributes(*,CKO_SECRET_KEY,*) = {\n CKA_ENCRYPT = true\n CKA_DECRYPT = true\n"
                        + " CKA_SENSITIVE = true\n CKA_EXTRACTABLE = false\n}\n");
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, PIN.toCharArray());
        return new SoftHsm(library, keys);
    }

    Path library() {
        return library;
    }

    /** Imports a key, so that the same one can come back after it was deleted. */
    void put(String label, byte[] key) {
        try {
            login();
            keys.setEntry(label, new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void delete(String label) {
        try {
            login();
            keys.deleteEntry(label);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the login of this whole process, as PKCS#11 has it. */
    void logout() {
        try {
            ((AuthProvider) keys.getProvider()).logout();
        } catch (LoginException e) {
            throw new IllegalStateException(e);
        }
    }

    private void login() throws GeneralSecurityException, IOException {
        keys.load(null, PIN.toCharArray());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(
                    command[0] + ": " + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
