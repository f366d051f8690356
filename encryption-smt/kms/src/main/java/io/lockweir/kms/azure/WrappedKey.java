package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.CanonicalContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A wrapped data key as this driver writes it: {@code version[32, ASCII] ‖ value}. The version is Key Vault's, which must be named to
 * unwrap; the key itself comes from configuration. What is wrapped is {@code SHA-256(context) ‖ data key}: RSA takes no associated data.
 */
record WrappedKey(String version, String value) {
    private static final int VERSION = 32;
    private static final int HASH = 32;
    private static final Pattern VERSION_TEXT = Pattern.compile("[0-9a-f]{32}");

    static WrappedKey read(Attempt attempt, byte[] wrapped) throws KmsInvalidException {
        String text = new String(wrapped, StandardCharsets.US_ASCII);
        if (text.length() <= VERSION
                || !VERSION_TEXT.matcher(text.substring(0, VERSION)).matches()
                || !isCanonical(text.substring(VERSION))) {
            throw attempt.invalid("it is not of this driver's form");
        }
        return new WrappedKey(text.substring(0, VERSION), text.substring(VERSION));
    }

    private static boolean isCanonical(String base64) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Base64.getUrlDecoder().decode(base64))
                    .equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    byte[] bytes() {
        return (version + value).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] bound(byte[] dek, Map<String, String> context) {
        byte[] bound = Arrays.copyOf(hash(context), HASH + dek.length);
        System.arraycopy(dek, 0, bound, HASH, dek.length);
        return bound;
    }

    static byte[] released(Attempt attempt, byte[] bound, Map<String, String> context) throws KmsInvalidException {
        if (bound.length <= HASH || !MessageDigest.isEqual(Arrays.copyOf(bound, HASH), hash(context))) {
            throw attempt.invalid("it was wrapped in another context");
        }
        return Arrays.copyOfRange(bound, HASH, bound.length);
    }

    private static byte[] hash(Map<String, String> context) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(CanonicalContext.bytes(context));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
