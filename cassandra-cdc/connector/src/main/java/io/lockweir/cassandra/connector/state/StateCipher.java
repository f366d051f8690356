package io.lockweir.cassandra.connector.state;

import io.lockweir.connect.KeySourceConfig;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.RecordSpec;
import java.util.Objects;

/** Encrypts the values of the state topic, which are rows of the tables. One thread at a time. */
final class StateCipher implements AutoCloseable {
    private final KeySource keys;
    private final EncryptionEngine engine;
    private final FieldEncryptor encryptor;
    private final FieldDecryptor decryptor;

    StateCipher(KeySourceConfig config) {
        this.keys = config.open();
        this.engine = new EncryptionEngine(keys);
        RecordSpec spec = new RecordSpec(Part.WHOLE_VALUE, new Scope.Namespace(config.namespace()));
        this.encryptor = engine.encryptor(spec);
        this.decryptor = engine.decryptor(spec);
    }

    byte[] seal(byte[] clear) {
        return encryptor.encrypt(clear);
    }

    byte[] open(byte[] sealed) {
        try {
            return (byte[]) Objects.requireNonNull(decryptor.decrypt(sealed).value());
        } catch (EnvelopeException e) {
            throw new StateDamagedException("a value cannot be decrypted: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        engine.close();
        keys.close();
    }
}
