package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of profile {@code confluent}: the bytes of RSA-OAEP-256 alone, bound to nothing. A key is {@code NAME} or {@code NAME/VERSION}.
 * Where no version is named, the one that wrapped stands before the bytes, {@code azure:v1:VERSION:}, and is unwrapped with.
 */
final class AzureUnboundKms implements Kms {
    private static final String VERSION = "[0-9a-f]{32}";
    private static final Pattern KEY = Pattern.compile("([0-9A-Za-z-]{1,127})(?:/(" + VERSION + "))?");
    private static final Pattern PREFIX = Pattern.compile("^azure:v1:(" + VERSION + "):");
    private static final int PREFIX_LENGTH = "azure:v1:".length() + 32 + 1;

    private final AzureVault vault;

    AzureUnboundKms(AzureVault vault) {
        this.vault = vault;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.wrap(AzureVault.SERVICE, key);
        Matcher parts = parts(attempt);
        String version = version(parts);
        RestAnswer answer = vault.wrap(attempt, parts.group(1), version, dek);
        byte[] wrapped = decoded(attempt, answer);
        if (!version.isEmpty()) {
            return wrapped;
        }
        String used = answer.text("kid").orElse("").replaceFirst(".*/", "");
        if (!used.matches(VERSION)) {
            throw attempt.unavailable("its answer names no version");
        }
        byte[] prefix = ("azure:v1:" + used + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(prefix, prefix.length + wrapped.length);
        System.arraycopy(wrapped, 0, all, prefix.length, wrapped.length);
        return all;
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(AzureVault.SERVICE, key);
        Matcher parts = parts(attempt);
        int length = Math.min(PREFIX_LENGTH, wrapped.length);
        Matcher prefix = PREFIX.matcher(new String(wrapped, 0, length, StandardCharsets.ISO_8859_1));
        boolean prefixed = prefix.matches();
        byte[] bare = prefixed ? Arrays.copyOfRange(wrapped, PREFIX_LENGTH, wrapped.length) : wrapped;
        if (bare.length == 0) {
            throw attempt.invalid("it is empty");
        }
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bare);
        return vault.unwrap(attempt, parts.group(1), prefixed ? prefix.group(1) : version(parts), value);
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        return vault.describe(
                key, parts(Attempt.describe(AzureVault.SERVICE, key)).group(1));
    }

    @Override
    public void close() {
        vault.close();
    }

    private static String version(Matcher parts) {
        return parts.group(2) == null ? "" : parts.group(2);
    }

    private static Matcher parts(Attempt attempt) throws KmsException {
        Matcher parts = KEY.matcher(attempt.key());
        if (!parts.matches()) {
            throw attempt.unknown("it is no name of a key", "Name it NAME or NAME/VERSION.");
        }
        return parts;
    }

    private static byte[] decoded(Attempt attempt, RestAnswer answer) throws KmsException {
        byte[] wrapped;
        try {
            wrapped = Base64.getUrlDecoder().decode(answer.text("value").orElse(""));
        } catch (IllegalArgumentException e) {
            wrapped = new byte[0];
        }
        if (wrapped.length == 0) {
            throw attempt.unavailable("its answer lacks the wrapped key");
        }
        return wrapped;
    }
}
