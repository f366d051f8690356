package io.lockweir.connect.converter;

import io.lockweir.connect.confluent.ConfluentRecords;
import io.lockweir.connect.confluent.RecordFailure;
import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldFailure;
import io.lockweir.connect.record.WholeRecords;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What becomes of the inner converter's bytes: one variant per {@link Profile}. */
sealed interface RecordBytes extends AutoCloseable {
    /** Whether a rule may speak about a topic, as far as that is known before a record is looked at. */
    boolean mayMatch(String topic);

    /** To be called before the inner converter writes. */
    void prepare(@Nullable Headers headers);

    /** The encrypted bytes; nothing where no rule speaks about them. */
    Optional<byte[]> encrypt(String topic, @Nullable Headers headers, byte[] serialized);

    /** The inner converter's bytes; nothing where no rule speaks about them. */
    Optional<byte[]> decrypt(String topic, @Nullable Headers headers, byte[] encrypted);

    @Override
    void close();

    /** The whole becomes one envelope. */
    record Native(WholeRecords records, EncryptionEngine engine, KeySource keys) implements RecordBytes {
        private static final int PREFIX_LENGTH = 5;

        @Override
        public boolean mayMatch(String topic) {
            return records.matches(topic);
        }

        @Override
        public void prepare(@Nullable Headers headers) {}

        @Override
        public Optional<byte[]> encrypt(String topic, @Nullable Headers headers, byte[] serialized) {
            return Optional.of(records.encrypt(topic, serialized));
        }

        @Override
        public Optional<byte[]> decrypt(String topic, @Nullable Headers headers, byte[] encrypted) {
            try {
                return Optional.of(records.decrypt(topic, encrypted));
            } catch (FieldException e) {
                throw e.failure() == FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED && hasPrefix(encrypted)
                        ? RecordFailure.of(
                                e,
                                "It begins with a schema's id, as records of Confluent's serializers do. If it is encrypted as they"
                                        + " do it, read it with profile=confluent.")
                        : e;
            }
        }

        /** Only for words. */
        private static boolean hasPrefix(byte[] bytes) {
            return bytes.length > PREFIX_LENGTH && bytes[0] == 0;
        }

        @Override
        public void close() {
            try (KeySource last = keys;
                    EncryptionEngine first = engine) {
                // In this order.
            }
        }
    }

    /** Fields and payload, as Confluent's clients do. */
    record Confluent(ConfluentRecords records) implements RecordBytes {
        @Override
        public boolean mayMatch(String topic) {
            return true;
        }

        @Override
        public void prepare(@Nullable Headers headers) {
            records.prepare(headers);
        }

        @Override
        public Optional<byte[]> encrypt(String topic, @Nullable Headers headers, byte[] serialized) {
            return records.encrypt(topic, headers, serialized);
        }

        @Override
        public Optional<byte[]> decrypt(String topic, @Nullable Headers headers, byte[] encrypted) {
            return records.decrypt(topic, headers, encrypted);
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
