package io.lockweir.encryption.value;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A named set of fields whose equal values have equal ciphertexts, across topics. It replaces namespace, path and source type.
 * Ciphertexts may be moved between fields of one domain, and frequencies leak: that is its purpose.
 *
 * @param name the domain's name, part of the key derivation
 * @param type INT64, STRING, BYTES, DECIMAL, DATE, TIMESTAMP or UUID
 * @param normaliser NFC only with STRING
 */
public record JoinDomain(String name, ValueType type, Normaliser normaliser) {

    private static final Set<ValueType> TYPES = EnumSet.of(
            ValueType.INT64,
            ValueType.STRING,
            ValueType.BYTES,
            ValueType.DECIMAL,
            ValueType.DATE,
            ValueType.TIMESTAMP,
            ValueType.UUID);

    public JoinDomain {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A join domain needs a name");
        }
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "Join domain " + name + " cannot be of type " + type + "; use one of " + TYPES);
        }
        if (normaliser != Normaliser.NONE && type != ValueType.STRING) {
            throw new IllegalArgumentException(
                    "Join domain " + name + " of type " + type + " cannot normalise; only STRING domains can");
        }
    }

    /** A domain without normaliser. */
    public static JoinDomain of(String name, ValueType type) {
        return new JoinDomain(name, type, Normaliser.NONE);
    }
}
