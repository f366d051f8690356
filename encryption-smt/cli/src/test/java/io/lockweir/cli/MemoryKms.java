package io.lockweir.cli;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsDeniedException;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.encryption.kms.KmsUnavailableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A KMS of this process, kind {@code memory}: AES-GCM under the hash of the key's name. Setting {@code fault} makes it fail: wrap, unwrap
 * or describe is refused, missing, unavailable, or wraps other bytes.
 */
public final class MemoryKms implements Kms {
    private final String fault;
    private int failAfterWraps = Integer.MAX_VALUE;

    public MemoryKms() {
        this("none");
    }

    public MemoryKms(String fault) {
        this.fault = fault;
    }

    /** From so many wraps on the service is out of reach. */
    public MemoryKms failingAfter(int wraps) {
        failAfterWraps = wraps;
        return this;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        check("wrap", key);
        if (failAfterWraps-- <= 0) {
            throw new KmsUnavailableException("The service does not answer");
        }
        byte[] iv = new byte[12];
        new SecureRandom().nextBytes(iv);
        byte[] wrapped = fault.equals("wraps-garbage") ? new byte[dek.length] : dek;
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, context, wrapped);
        return ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        check("unwrap", key);
        byte[] iv = Arrays.copyOf(wrapped, 12);
        return cipher(
                Cipher.DECRYPT_MODE,
                key,
                iv,
                fault.equals("ignores-context") ? Map.of() : context,
                Arrays.copyOfRange(wrapped, 12, wrapped.length));
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        check("describe", key);
        return new KekDescription(key, "1", KekDescription.State.ENABLED, true);
    }

    @Override
    public void close() {}

    private void check(String operation, String key) throws KmsException {
        if (fault.equals("denied-" + operation)) {
            throw new KmsDeniedException("The principal may not " + operation + " with " + key);
        }
        if (fault.equals("unavailable")) {
            throw new KmsUnavailableException("The service does not answer");
        }
        if (fault.equals("unknown")) {
            throw new KekUnknownException("There is no key " + key);
        }
    }

    private byte[] cipher(int mode, String key, byte[] iv, Map<String, String> context, byte[] input)
            throws KmsException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(hash, "AES"), new GCMParameterSpec(128, iv));
            Map<String, String> bound = fault.equals("ignores-context") ? Map.of() : new TreeMap<>(context);
            cipher.updateAAD(bound.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new KmsInvalidException("The wrapped key is not of " + key);
        }
    }

    /** Found as a service. */
    public static final class Provider implements KmsProvider {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public List<KmsSetting> settings() {
            return List.of(
                    KmsSetting.withDefault("fault", KmsSetting.Type.TEXT, "none", "What fails."),
                    KmsSetting.optional("token", KmsSetting.Type.SECRET, "Looks like a secret."));
        }

        @Override
        public Kms open(KmsSettings settings) {
            return new MemoryKms(settings.text("fault"));
        }
    }
}
