package io.lockweir.kms.local;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.CanonicalContext;
import io.lockweir.kms.OpenState;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM under keys of a file, {@code iv[12] ‖ ciphertext ‖ tag[16]}, the context as associated data. */
final class LocalKms implements Kms {
    private static final String SERVICE = "the local file's";
    private static final String CORRECT_FILE = "Correct the file.";
    private static final int IV = 12;
    private static final int TAG = 16;
    private static final int KEY = 32;

    private final String file;
    private final OpenState open = new OpenState();
    private final SecureRandom random = new SecureRandom();

    LocalKms(String file) {
        this.file = file;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        SecretKey kek = kek(Attempt.wrap(SERVICE, key));
        byte[] wrapped = new byte[IV + dek.length + TAG];
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        System.arraycopy(iv, 0, wrapped, 0, IV);
        try {
            cipher(Cipher.ENCRYPT_MODE, kek, iv, context).doFinal(dek, 0, dek.length, wrapped, IV);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM/NoPadding", e);
        }
        return wrapped;
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(SERVICE, key);
        SecretKey kek = kek(attempt);
        if (wrapped.length < IV + TAG) {
            throw attempt.invalid("it is too short");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, kek, Arrays.copyOf(wrapped, IV), context)
                    .doFinal(wrapped, IV, wrapped.length - IV);
        } catch (AEADBadTagException e) {
            throw attempt.invalid("it does not decrypt");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM/NoPadding", e);
        }
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        boolean disabled = state(keys(attempt), key).equals("disabled");
        if (!disabled) {
            kek(attempt);
        }
        return new KekDescription(
                key, "", disabled ? KekDescription.State.DISABLED : KekDescription.State.ENABLED, true);
    }

    @Override
    public void close() {
        open.close();
    }

    private static Cipher cipher(int mode, SecretKey kek, byte[] iv, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, kek, new GCMParameterSpec(TAG * Byte.SIZE, iv));
        cipher.updateAAD(CanonicalContext.bytes(context));
        return cipher;
    }

    private SecretKey kek(Attempt attempt) throws KmsException {
        Properties keys = keys(attempt);
        String text = keys.getProperty(attempt.key());
        switch (state(keys, attempt.key())) {
            case "denied" -> throw attempt.denied("the file denies it", CORRECT_FILE);
            case "disabled" -> throw attempt.unknown("the file disables it", CORRECT_FILE);
            case "unavailable" -> throw attempt.unavailable("the file plays an outage");
            default -> {
                if (text == null) {
                    throw attempt.unknown("the file does not have it", CORRECT_FILE);
                }
            }
        }
        byte[] bytes = bytes(text);
        if (bytes.length != KEY) {
            throw attempt.unknown("its line is not base64 of 32 bytes", CORRECT_FILE);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String state(Properties keys, String key) {
        return keys.getProperty(key + ".state", "enabled").strip();
    }

    private Properties keys(Attempt attempt) throws KmsException {
        open.check(attempt);
        Properties keys = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            keys.load(reader);
            return keys;
        } catch (IOException | IllegalArgumentException e) {
            throw attempt.unavailable(
                    "file " + file + " can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
