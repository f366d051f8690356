package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.KeyStatus;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.OnSchemaLost;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import io.lockweir.encryption.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncryptionEngineTest {
    private static final ValueSchema TEXT = ValueSchema.of(ValueType.STRING);

    private final KeySource keys = Bound.keys();
    private final EncryptionEngine engine = new EncryptionEngine(keys);

    @AfterEach
    void close() {
        engine.close();
        keys.close();
    }

    @Test
    void everyTypeComesBackFromBytesAndText() {
        for (Bound bound : Bound.all(engine)) {
            byte[] envelope = bound.encryptor().encrypt(bound.value());
            String text = bound.encryptor().encryptToText(bound.value());
            assertThat(EncryptionEngine.looksLikeEnvelope(envelope)).isTrue();
            assertThat(EncryptionEngine.looksLikeEnvelope(text)).isTrue();
            Object value = Values.comparable(bound.value());
            assertThat(Values.comparable(bound.decryptor().decrypt(envelope).value()))
                    .as(bound.name())
                    .isEqualTo(value);
            assertThat(Values.comparable(bound.decryptor().decryptText(text).value()))
                    .as(bound.name())
                    .isEqualTo(value);
        }
    }

    @Test
    void twentyEightCharactersBecomeSeventyFiveBytesAndOneHundredCharacters() {
        FieldEncryptor encryptor = encryptor(Part.FIELD_OF_VALUE, "email", Bound.BANK);
        assertThat(encryptor.encrypt("0123456789012345678901234567")).hasSize(75);
        assertThat(encryptor.encryptToText("0123456789012345678901234567")).hasSize(100);
    }

    @Test
    void equalValuesHaveEqualCiphertextsInJoinDomainsOnly() {
        JoinDomain domain = JoinDomain.of("customer", ValueType.INT64);
        FieldEncryptor id = engine.encryptor(new EncryptSpec(
                Part.FIELD_OF_KEY, FieldPath.of("id"), new Scope.Join(domain), ValueSchema.of(ValueType.INT32)));
        try (KeySource other = Bound.keys();
                EncryptionEngine elsewhere = new EncryptionEngine(other)) {
            FieldEncryptor foreign = elsewhere.encryptor(new EncryptSpec(
                    Part.FIELD_OF_VALUE,
                    FieldPath.of("customer_id"),
                    new Scope.Join(domain),
                    ValueSchema.of(ValueType.INT64)));
            assertThat(id.encryptToText(7)).isEqualTo(foreign.encryptToText(7L)).isNotEqualTo(id.encryptToText(8));
        }
        FieldEncryptor random = encryptor(Part.FIELD_OF_VALUE, "id", Bound.BANK);
        assertThat(random.encryptToText("7")).isNotEqualTo(random.encryptToText("7"));
    }

    @Test
    void ciphertextMovedToAnotherPlaceDoesNotDecrypt() {
        byte[] envelope =
                encryptor(Part.FIELD_OF_VALUE, "address.street", Bound.BANK).encrypt("x");
        assertReason(Reason.TAG_MISMATCH, decryptor(Part.FIELD_OF_VALUE, "address.city", Bound.BANK), envelope);
        assertReason(Reason.TAG_MISMATCH, decryptor(Part.FIELD_OF_VALUE, "street", Bound.BANK), envelope);
        assertReason(Reason.TAG_MISMATCH, decryptor(Part.FIELD_OF_VALUE, "`address.street`", Bound.BANK), envelope);
        assertReason(Reason.TAG_MISMATCH, decryptor(Part.FIELD_OF_VALUE, "address.street[*]", Bound.BANK), envelope);
        assertReason(Reason.TAG_MISMATCH, decryptor(Part.FIELD_OF_KEY, "address.street", Bound.BANK), envelope);
        FieldDecryptor whole = engine.decryptor(new DecryptSpec(Part.WHOLE_VALUE, FieldPath.WHOLE, Bound.BANK, TEXT));
        assertReason(Reason.TAG_MISMATCH, whole, envelope);
        Scope other = new Scope.Namespace("bank-test");
        assertReason(Reason.UNKNOWN_KEY, decryptor(Part.FIELD_OF_VALUE, "address.street", other), envelope);
        Scope join = new Scope.Join(JoinDomain.of("bank", ValueType.STRING));
        assertReason(Reason.WRONG_SUITE, decryptor(Part.FIELD_OF_VALUE, "address.street", join), envelope);
    }

    @Test
    void ciphertextOfAnotherDomainDoesNotDecrypt() {
        Scope text = new Scope.Join(JoinDomain.of("d", ValueType.STRING));
        byte[] envelope = encryptor(Part.FIELD_OF_VALUE, "a", text).encrypt("x");
        for (Scope other : List.of(
                new Scope.Join(JoinDomain.of("e", ValueType.STRING)),
                new Scope.Join(new JoinDomain("d", ValueType.STRING, Normaliser.NFC)),
                new Scope.Join(JoinDomain.of("d", ValueType.UUID)))) {
            assertReason(Reason.UNKNOWN_KEY, decryptor(Part.FIELD_OF_VALUE, "a", other), envelope);
        }
        assertReason(Reason.WRONG_SUITE, decryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK), envelope);
    }

    @Test
    void ciphertextOfAnotherKeysetDoesNotDecrypt() {
        byte[] envelope = encryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK).encrypt("x");
        try (KeySource other = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(2));
                EncryptionEngine elsewhere = new EncryptionEngine(other)) {
            FieldDecryptor decryptor =
                    elsewhere.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, FieldPath.of("a"), Bound.BANK, TEXT));
            assertReason(Reason.UNKNOWN_KEY, decryptor, envelope);
            assertReason(Reason.UNKNOWN_KEY, decryptor, envelope);
        }
    }

    @Test
    void readsManyRotatedKeysAlternately() {
        KeyBudget oneUse = new KeyBudget(1, 1L << 38, Duration.ofDays(1));
        List<byte[]> envelopes = new ArrayList<>();
        try (KeySource rotating = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1), oneUse);
                EncryptionEngine writer = new EncryptionEngine(rotating)) {
            FieldEncryptor encryptor =
                    writer.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, FieldPath.of("a"), Bound.BANK, TEXT));
            for (int i = 0; i < 200; i++) {
                envelopes.add(encryptor.encrypt("value " + i));
            }
        }
        FieldDecryptor decryptor = decryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < envelopes.size(); i++) {
                assertThat(decryptor.decrypt(envelopes.get(i)).value()).isEqualTo("value " + i);
            }
        }
    }

    @Test
    void aKeyLeftEnabledGoesOnDecryptingAfterAPrimaryChange() {
        byte[] envelope = encryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK).encrypt("x");
        String rotated = Keysets.keyset()
                .add(Keysets.gcm(9), KeyStatus.ENABLED, true)
                .add(Keysets.gcm(1), KeyStatus.ENABLED, false)
                .json();
        try (KeySource source = KeysetKeySource.fromTinkJson(rotated);
                EncryptionEngine reader = new EncryptionEngine(source)) {
            FieldDecryptor decryptor =
                    reader.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, FieldPath.of("a"), Bound.BANK, TEXT));
            assertThat(decryptor.decrypt(envelope).value()).isEqualTo("x");
        }
    }

    @Test
    void aLostSchemaFailsOrGivesTheBaseType() {
        ValueSchema date = ValueSchema.named(ValueType.INT32, "io.debezium.time.Date", 1, Map.of());
        FieldPath path = FieldPath.of("a");
        byte[] named = engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, path, Bound.BANK, date))
                .encrypt(5);
        byte[] plain = encryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK).encrypt("x");
        FieldDecryptor failing = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, path, Bound.BANK, null));
        assertReason(Reason.SCHEMA_LOST, failing, named);
        assertThat(failing.decrypt(plain).value()).isEqualTo("x");
        FieldDecryptor base =
                engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, path, Bound.BANK, null, OnSchemaLost.BASE));
        assertThat(base.decrypt(named).value()).isEqualTo(5);
    }

    @Test
    void refusesFieldsThatCannotBeEncrypted() {
        Scope join = new Scope.Join(JoinDomain.of("d", ValueType.STRING));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.encryptor(new EncryptSpec(
                        Part.FIELD_OF_VALUE, FieldPath.of("a"), join, ValueSchema.of(ValueType.FLOAT64))))
                .withMessage("A field of type FLOAT64 has no lossless form in join domain d of type STRING");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.encryptor(new EncryptSpec(
                        Part.FIELD_OF_VALUE, FieldPath.of("a"), Bound.BANK, ValueSchema.of(ValueType.UUID))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptSpec(Part.WHOLE_KEY, FieldPath.of("a"), Bound.BANK, TEXT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecryptSpec(Part.FIELD_OF_KEY, FieldPath.WHOLE, Bound.BANK, TEXT));
    }

    @Test
    void nothingWorksAfterClosing() {
        FieldEncryptor used = encryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK);
        FieldEncryptor unused = encryptor(Part.FIELD_OF_VALUE, "b", Bound.BANK);
        FieldDecryptor decryptor = decryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK);
        byte[] envelope = used.encrypt("x");
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("x");
        engine.close();
        for (FieldEncryptor encryptor : List.of(used, unused)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> encryptor.encrypt("x"))
                    .withMessage("The encryption engine is closed");
        }
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> decryptor.decrypt(envelope));
    }

    @Test
    void largeValuesComeBackAndLeaveNoLargeBufferBehind() {
        String large = "lärge ".repeat(300_000);
        for (Scope scope : List.of(Bound.BANK, new Scope.Join(JoinDomain.of("d", ValueType.STRING)))) {
            FieldEncryptor encryptor = encryptor(Part.FIELD_OF_VALUE, "a", scope);
            FieldDecryptor decryptor = decryptor(Part.FIELD_OF_VALUE, "a", scope);
            assertThat(decryptor.decryptText(encryptor.encryptToText(large)).value())
                    .isEqualTo(large);
            encryptor.encrypt("x");
            assertThat(engine.buffer().array().length).isLessThan(10_000);
        }
    }

    @Test
    void mapKeysAreEncryptedInJoinDomainsOnly() {
        FieldPath keysOfMap = FieldPath.parse("labels{key}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptSpec(Part.FIELD_OF_VALUE, keysOfMap, Bound.BANK, TEXT))
                .withMessage("Map keys can be encrypted in a join domain only; labels{key} is not");
        Scope join = new Scope.Join(JoinDomain.of("d", ValueType.STRING));
        assertThat(encryptor(Part.FIELD_OF_VALUE, "labels{key}", join).encryptToText("k"))
                .isEqualTo(encryptor(Part.FIELD_OF_VALUE, "labels{key}", join).encryptToText("k"));
    }

    @Test
    void nothingIsEncryptedWithAClosedKeySource() {
        FieldEncryptor encryptor = encryptor(Part.FIELD_OF_VALUE, "a", Bound.BANK);
        encryptor.encrypt("x");
        keys.close();
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encryptor.encrypt("x"))
                .withMessage("The key source was closed; nothing is encrypted with it any more");
    }

    private FieldEncryptor encryptor(Part part, String path, Scope scope) {
        return engine.encryptor(new EncryptSpec(part, FieldPath.parse(path), scope, TEXT));
    }

    private FieldDecryptor decryptor(Part part, String path, Scope scope) {
        return engine.decryptor(new DecryptSpec(part, FieldPath.parse(path), scope, TEXT));
    }

    private static void assertReason(Reason reason, FieldDecryptor decryptor, byte[] envelope) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> decryptor.decrypt(envelope))
                .returns(reason, EnvelopeException::reason);
    }
}
