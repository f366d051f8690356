package io.lockweir.encryption.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.KeyStatus;
import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetKeySourceTest {
    private static final Scope BANK = new Scope.Namespace("bank");
    private static final Scope JOIN = new Scope.Join(JoinDomain.of("customer", ValueType.INT64));

    @Test
    void everyKindOfKeyServesBothSuites() {
        for (String json : List.of(
                Keysets.ofOneKey(1),
                Keysets.keyset().add(Keysets.siv(1), KeyStatus.ENABLED, true).json(),
                Keysets.keyset()
                        .add(Keysets.hkdfPrf(1), KeyStatus.ENABLED, true)
                        .json())) {
            for (Scope scope : List.of(BANK, JOIN)) {
                try (KeySource writer = KeysetKeySource.fromTinkJson(json);
                        KeySource reader = KeysetKeySource.fromTinkJson(json)) {
                    byte[] sealed = seal(writer, scope);
                    assertThat(open(reader, scope, sealed)).containsExactly(1, 2, 3);
                }
            }
        }
    }

    @Test
    void writersOfOneKeysetHaveDataKeysOfTheirOwn() {
        try (KeySource one = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1));
                KeySource two = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1))) {
            assertThat(id(one, BANK)).isNotEqualTo(id(two, BANK));
            assertThat(id(one, BANK)).isEqualTo(id(one, BANK));
            assertThat(id(one, BANK)).isNotEqualTo(id(one, new Scope.Namespace("other")));
            assertThat(id(one, JOIN)).as("a join domain has one key").isEqualTo(id(two, JOIN));
        }
    }

    @Test
    void thePrimaryEncryptsAndEveryEnabledKeyDecrypts() {
        byte[] old = sealed(Keysets.ofOneKey(1));
        byte[] oldSiv = sealed(
                Keysets.keyset().add(Keysets.siv(9), KeyStatus.ENABLED, true).json());
        byte[] disabled = sealed(Keysets.ofOneKey(3));
        byte[] destroyed = sealed(Keysets.ofOneKey(4));
        String json = Keysets.keyset()
                .add(Keysets.gcm(1), KeyStatus.ENABLED, false)
                .add(Keysets.gcm(3), KeyStatus.DISABLED, false)
                .add(Keysets.gcm(2), KeyStatus.ENABLED, true)
                .add(Keysets.gcm(4), KeyStatus.DESTROYED, false)
                .add(Keysets.siv(9), KeyStatus.ENABLED, false)
                .json();
        try (KeySource source = KeysetKeySource.fromTinkJson(json);
                KeySource onlyPrimary = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(2))) {
            assertThat(open(source, BANK, old)).containsExactly(1, 2, 3);
            assertThat(open(source, BANK, oldSiv)).containsExactly(1, 2, 3);
            assertThat(open(onlyPrimary, BANK, seal(source, BANK))).containsExactly(1, 2, 3);
            for (byte[] refused : List.of(disabled, destroyed)) {
                assertThatExceptionOfType(UnknownKeyException.class)
                        .isThrownBy(() -> open(source, BANK, refused))
                        .returns(Reason.UNKNOWN_KEY, EnvelopeException::reason)
                        .withMessageContaining(DekId.at(refused, 0).toString())
                        .withMessageContaining("bank");
            }
            assertThat(source).hasToString("KeysetKeySource[3 enabled keys]");
        }
    }

    @Test
    void promotingAKeyLeavesJoinCiphertextEqual() {
        String before = Keysets.keyset()
                .add(Keysets.gcm(1), KeyStatus.ENABLED, true)
                .add(Keysets.gcm(2), KeyStatus.ENABLED, false)
                .json();
        String after = Keysets.keyset()
                .add(Keysets.gcm(1), KeyStatus.ENABLED, false)
                .add(Keysets.gcm(2), KeyStatus.ENABLED, true)
                .json();
        String retired = Keysets.keyset()
                .add(Keysets.gcm(1), KeyStatus.DISABLED, false)
                .add(Keysets.gcm(2), KeyStatus.ENABLED, true)
                .json();

        try (KeySource reader = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(2));
                KeySource promoted = KeysetKeySource.fromTinkJson(after)) {
            assertThat(sealed(after, JOIN)).isEqualTo(sealed(before, JOIN));
            assertThat(sealed(retired, JOIN)).as("with the key disabled").isNotEqualTo(sealed(before, JOIN));
            assertThat(open(reader, BANK, seal(promoted, BANK))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aKeyOfOneScopeIsUnknownInEveryOther() {
        try (KeySource source = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1))) {
            DekId bank = id(source, BANK);
            DekId join = id(source, JOIN);
            for (Scope other : List.of(
                    new Scope.Namespace("bank2"),
                    new Scope.Namespace(""),
                    JOIN,
                    new Scope.Join(JoinDomain.of("bank", ValueType.INT64)))) {
                assertThatExceptionOfType(UnknownKeyException.class)
                        .isThrownBy(() -> source.decryptingKey(bank, other));
            }
            for (Scope other : List.of(
                    new Scope.Join(JoinDomain.of("customer", ValueType.DECIMAL)),
                    new Scope.Join(JoinDomain.of("customers", ValueType.INT64)),
                    BANK)) {
                assertThatExceptionOfType(UnknownKeyException.class)
                        .isThrownBy(() -> source.decryptingKey(join, other));
            }
            Scope text = new Scope.Join(JoinDomain.of("text", ValueType.STRING));
            Scope nfc = new Scope.Join(new JoinDomain("text", ValueType.STRING, Normaliser.NFC));
            assertThat(id(source, text)).isNotEqualTo(id(source, nfc));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "not json", "{\"primaryKeyId\":1,\"key\":[]}", "[]", "null"})
    void refusesWhatIsNoKeysetWithoutQuotingIt(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeysetKeySource.fromTinkJson(json))
                .withMessageContaining("is not a clear-text Tink keyset in JSON")
                .withNoCause();
    }

    @Test
    void refusesKeysetsItCannotUse() {
        String disabledPrimary = Keysets.ofOneKey(1).replace("ENABLED", "DISABLED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeysetKeySource.fromTinkJson(disabledPrimary))
                .withMessage("The keyset has no enabled primary key; promote an enabled key");
        String shortKey = Keysets.keyset()
                .add(Keysets.gcm(Keysets.bytes(1, 16)), KeyStatus.ENABLED, true)
                .json();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeysetKeySource.fromTinkJson(shortKey))
                .withMessage("Key 1000 of the keyset is no AES256_GCM, AES256_SIV or HKDF-PRF key of at least 256 bits;"
                        + " use a keyset dedicated to Lockweir");
        String zero = Keysets.keyset()
                .add(Keysets.gcm(new byte[32]), KeyStatus.ENABLED, true)
                .json();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeysetKeySource.fromTinkJson(zero))
                .withMessage("A key is all zero");
        Keysets many = Keysets.keyset();
        for (int i = 0; i < 65; i++) {
            many.add(Keysets.gcm(i + 1), KeyStatus.ENABLED, i == 0);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeysetKeySource.fromTinkJson(many.json()))
                .withMessage("The keyset has 65 enabled keys, at most 64 are tried; disable old ones");
    }

    @Test
    void boundsBothCachesAndKeepsGoodKeysApartFromGarbage() {
        TinkKeyset keyset = TinkKeyset.ofJson(Keysets.ofOneKey(1));
        KeysetReader reader = new KeysetReader(keyset.enabled());
        DerivedKey good = keyset.primary().use(key -> KeysetReader.writerKey(key, new byte[8], BANK));
        DataKey first = reader.key(good.id(), BANK);
        for (int i = 0; i < KeysetReader.CACHED + 100; i++) {
            byte[] garbage = Arrays.copyOf(new byte[] {(byte) i, (byte) (i >>> 8)}, 16);
            assertThatExceptionOfType(UnknownKeyException.class).isThrownBy(() -> reader.key(DekId.of(garbage), BANK));
        }
        assertThat(reader.cachedUnknown()).isEqualTo(KeysetReader.CACHED);
        assertThat(reader.cachedKnown()).isEqualTo(1);
        assertThat(reader.key(good.id(), BANK)).isSameAs(first);
    }

    @Test
    void nothingWorksWithAClosedSource() {
        KeysetKeySource source = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1));
        List<DataKeyUse> uses = new ArrayList<>(List.of(source.encryptingKey(BANK), source.encryptingKey(JOIN)));
        uses.forEach(use -> use.next(1));
        uses.add(source.encryptingKey(BANK));
        DekId id = id(source, BANK);
        DataKey key = source.decryptingKey(id, BANK);
        source.close();
        for (DataKeyUse use : uses) {
            assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> use.next(1));
        }
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> source.encryptingKey(BANK));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> source.decryptingKey(id, BANK));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(key::opener);
        uses.forEach(DataKeyUse::close);
        source.close();
    }

    @Test
    void nothingIsComputedWithAWipedOrZeroKey() {
        byte[] bytes = Keysets.bytes(1, 32);
        KeyMaterial material = new KeyMaterial(bytes);
        assertThat(material.<Integer>use(key -> key.length)).isEqualTo(32);
        material.wipe();
        assertThat(bytes).containsOnly(0);
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> material.use(key -> key));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyMaterial(new byte[32]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DerivedKey(new byte[32], DekId.of(new byte[16]), BANK));
    }

    private static byte[] sealed(String json) {
        return sealed(json, BANK);
    }

    private static byte[] sealed(String json, Scope scope) {
        try (KeySource source = KeysetKeySource.fromTinkJson(json)) {
            return seal(source, scope);
        }
    }

    private static DekId id(KeySource source, Scope scope) {
        try (DataKeyUse use = source.encryptingKey(scope)) {
            return use.next(1).id();
        }
    }

    /** {@code dekId ‖ sealed}. */
    private static byte[] seal(KeySource source, Scope scope) {
        try (DataKeyUse use = source.encryptingKey(scope)) {
            EncryptingKey key = use.next(3);
            byte[] target = new byte[16 + key.sealer().sealedLength(3)];
            key.id().writeTo(target, 0);
            key.sealer().seal(new byte[1], new byte[] {1, 2, 3}, 3, target, 16);
            return target;
        }
    }

    private static byte[] open(KeySource source, Scope scope, byte[] sealed) {
        Opener opener = source.decryptingKey(DekId.at(sealed, 0), scope).opener();
        return opener.open(new byte[1], sealed, 16);
    }
}
