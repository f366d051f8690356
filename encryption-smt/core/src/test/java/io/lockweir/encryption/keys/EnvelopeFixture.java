package io.lockweir.encryption.keys;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.kms.FakeKms;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One store and one service per region, and sources, encryptors and decryptors over them. */
final class EnvelopeFixture implements AutoCloseable {
    static final Scope BANK = new Scope.Namespace("bank");
    static final Scope.Join CUSTOMERS = new Scope.Join(JoinDomain.of("customers", ValueType.STRING));
    static final Duration TTL = Duration.ofMinutes(5);
    static final Duration MAX_STALE = Duration.ofMinutes(15);
    static final FieldPath EMAIL = FieldPath.parse("email");

    final MovableClock clock = new MovableClock();
    final MemoryDekStore store = new MemoryDekStore();
    final FakeKms eu = new FakeKms();
    final FakeKms us = new FakeKms();
    final RecordedEvents events = new RecordedEvents();
    private final List<AutoCloseable> opened = new ArrayList<>();

    static EnvelopeSettings settings(Duration keyWait, String... kekLabels) {
        return new EnvelopeSettings(List.of(kekLabels), KeyBudget.DEFAULT, TTL, MAX_STALE, keyWait, "EnvelopeFixture");
    }

    Kek kek(String label) {
        return new Kek(label, label.equals("us") ? us : eu, "key-" + label);
    }

    Keks keks(String... labels) {
        return new Keks(Stream.of(labels).map(this::kek).toList());
    }

    /** A process of its own, with the KEKs that it knows, nearest first; they also wrap. */
    EnvelopeKeySource source(String... labels) {
        return source(Duration.ofMillis(1500), labels);
    }

    EnvelopeKeySource source(Duration keyWait, String... labels) {
        return source(settings(keyWait, labels), labels);
    }

    EnvelopeKeySource source(EnvelopeSettings settings, String... labels) {
        EnvelopeKeySource source = new EnvelopeKeySource(keks(labels), store, DekLookup.NONE, settings, clock, events);
        opened.add(0, source);
        return source;
    }

    FieldEncryptor encryptor(KeySource source) {
        return encryptor(source, BANK);
    }

    FieldEncryptor encryptor(KeySource source, Scope scope) {
        return engine(source)
                .encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, EMAIL, scope, ValueSchema.of(ValueType.STRING)));
    }

    FieldDecryptor decryptor(KeySource source) {
        return decryptor(source, BANK);
    }

    FieldDecryptor decryptor(KeySource source, Scope scope) {
        return engine(source)
                .decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, EMAIL, scope, ValueSchema.of(ValueType.STRING)));
    }

    EncryptionEngine engine(KeySource source) {
        EncryptionEngine engine = new EncryptionEngine(source);
        opened.add(0, engine);
        return engine;
    }

    static DekId idOf(byte[] envelope) {
        return DekId.at(envelope, EnvelopeHeader.DEK_ID);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }
}
