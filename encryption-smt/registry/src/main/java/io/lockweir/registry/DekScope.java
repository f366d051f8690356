package io.lockweir.registry;

import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.registry.rule.KeyRequest;
import java.util.Objects;

/**
 * What data keys are versions of: the registry counts their versions in here.
 *
 * @param kek the name of the key-encryption key
 * @param subject the subject of the schema
 * @param algorithm what they are for
 */
public record DekScope(String kek, String subject, DekAlgorithm algorithm) {
    public DekScope {
        Objects.requireNonNull(kek, "kek");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(algorithm, "algorithm");
    }

    static DekScope of(KeyRequest request, String subject) {
        return new DekScope(request.kek(), subject, request.algorithm());
    }

    @Override
    public String toString() {
        return algorithm + " of subject " + subject + " under key-encryption key " + kek;
    }
}
