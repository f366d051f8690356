package io.lockweir.encryption.keys;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import java.util.HexFormat;
import java.util.Map;

/**
 * One key-encryption key of the local configuration: a label for people and records, and where it lives.
 *
 * @param label what records call it
 * @param kms its service, decorated; closed by {@link Keks}
 * @param key its name there
 */
public record Kek(String label, Kms kms, String key) {

    /** A data key under this KEK, bound to its scope where the service can. */
    public DekRecord.Wrap wrap(EncryptingDek dek) throws KmsException {
        byte[] wrapped = dek.wrapped(bytes -> kms.wrap(key, bytes, context(dek.scope())));
        return new DekRecord.Wrap(label, wrapped);
    }

    /**
     * A data key that was unwrapped, under this KEK: for moving records to other KEKs. It stays a key that only decrypts.
     *
     * @param dek checked against its id by the caller, who wipes it
     */
    public DekRecord.Wrap rewrap(byte[] dek, Scope scope) throws KmsException {
        return new DekRecord.Wrap(label, kms.wrap(key, dek, context(scope)));
    }

    /** The data key in a wrap, not checked yet; the caller wipes it. */
    public byte[] unwrap(DekRecord.Wrap wrap, Scope scope) throws KmsException {
        return kms.unwrap(key, wrap.wrapped(), context(scope));
    }

    /** Asks the service about it. */
    public KekDescription describe() throws KmsException {
        return kms.describe(key);
    }

    /** What a service binds a wrapped key to. Frozen: it is needed to unwrap. No PII: it stands in the service's logs. */
    private static Map<String, String> context(Scope scope) {
        return Map.of(
                "lockweir.suite",
                HexFormat.of().toHexDigits((byte) scope.suite().code()),
                "lockweir.scope",
                scope.name());
    }

    @Override
    public String toString() {
        return "Kek[" + label + "]";
    }
}
