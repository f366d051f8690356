package io.lockweir.registry.rule;

import io.lockweir.encryption.confluent.BlobFormat;
import io.lockweir.encryption.confluent.DekAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rule asks for.
 *
 * @param kek name of the key-encryption key in the registry
 * @param kmsType the kind of its service, where the rule says so
 * @param kmsKeyId its name there, where the rule says so
 * @param alternates further names of it, tried in order
 * @param algorithm of the data key
 * @param expiryDays after how many days a writer makes another data key; 0 for never, and for ciphertexts without a version
 */
public record KeyRequest(
        String kek,
        Optional<String> kmsType,
        Optional<String> kmsKeyId,
        List<String> alternates,
        DekAlgorithm algorithm,
        int expiryDays) {
    public KeyRequest {
        Objects.requireNonNull(kek, "kek");
        Objects.requireNonNull(kmsType, "kmsType");
        Objects.requireNonNull(kmsKeyId, "kmsKeyId");
        Objects.requireNonNull(algorithm, "algorithm");
        alternates = List.copyOf(alternates);
        if (expiryDays < 0) {
            throw new IllegalArgumentException("encrypt.dek.expiry.days is negative");
        }
    }

    /**
     * What parameters ask for, named as those of a rule in the registry: {@code encrypt.kek.name} and so on.
     *
     * @param parameters others are left alone
     * @throws IllegalArgumentException naming the parameter that is missing or none
     */
    public static KeyRequest of(Map<String, String> parameters) {
        return KeyParameters.of(parameters);
    }

    /** How ciphertexts look. */
    public BlobFormat format() {
        return BlobFormat.forExpiryDays(expiryDays);
    }
}
