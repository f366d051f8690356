package io.lockweir.cli.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.keyset.KeysetDocument.KeyFacts;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import org.junit.jupiter.api.Test;

class KeysetDocumentTest {
    private static final Scope SCOPE = new Scope.Namespace("bank");

    @Test
    void aNewKeysetHasOneEnabledPrimaryKey() {
        assertThat(KeysetDocument.create().keys()).singleElement().satisfies(key -> {
            assertThat(key.primary()).isTrue();
            assertThat(key.status()).isEqualTo("ENABLED");
        });
    }

    @Test
    void everyNewKeysetHasAnotherKey() {
        assertThat(decrypts(KeysetDocument.create(), encrypted(KeysetDocument.create())))
                .isFalse();
    }

    @Test
    void anAddedKeyDoesNotEncryptUntilItIsPromoted() {
        KeysetDocument before = KeysetDocument.create();
        KeysetDocument added = before.withAddedKey();
        assertThat(decrypts(before, encrypted(added)))
                .as("readers without the new key still read")
                .isTrue();

        KeysetDocument promoted = added.withPrimary(idOfOther(added));
        assertThat(decrypts(before, encrypted(promoted)))
                .as("readers without the new key")
                .isFalse();
        assertThat(decrypts(added, encrypted(promoted))).isTrue();
        assertThat(decrypts(promoted, encrypted(before))).as("old values").isTrue();
    }

    @Test
    void aDisabledKeyReadsNothing() {
        KeysetDocument before = KeysetDocument.create();
        KeysetDocument added = before.withAddedKey();
        KeysetDocument disabled = added.withPrimary(idOfOther(added))
                .withDisabled(before.keys().get(0).id());
        assertThat(decrypts(disabled, encrypted(before))).isFalse();
    }

    @Test
    void refusesToDisableThePrimaryOrToPromoteADisabledKey() {
        KeysetDocument added = KeysetDocument.create().withAddedKey();
        String primary = added.keys().get(0).id();
        assertThatThrownBy(() -> added.withDisabled(primary))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("promote another first");
        String other = idOfOther(added);
        assertThatThrownBy(() -> added.withDisabled(other).withPrimary(other)).isInstanceOf(UsageException.class);
    }

    @Test
    void namesTheKeysThereAreWhenOneIsNot() {
        KeysetDocument keyset = KeysetDocument.create();
        assertThatThrownBy(() -> keyset.withPrimary("1"))
                .isInstanceOf(UsageException.class)
                .hasMessage("The keyset has no key 1. It has ["
                        + keyset.keys().get(0).id() + "].");
    }

    @Test
    void showsWhoseWorkAnEnvelopeIs() {
        KeysetDocument added = KeysetDocument.create().withAddedKey();
        byte[] envelope = encrypted(added);
        for (KeyFacts key : added.keys()) {
            assertThat(decrypts(added.only(key), envelope)).isEqualTo(key.primary());
        }
    }

    @Test
    void survivesItsFile() {
        KeysetDocument keyset = KeysetDocument.create().withAddedKey();
        assertThat(KeysetDocument.parse(keyset.toSecretJson()).keys()).isEqualTo(keyset.keys());
    }

    @Test
    void tellsNothingOfABrokenFile() {
        assertThatThrownBy(() -> KeysetDocument.parse("{\"key\":\"s3cret"))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void printsNoKey() {
        assertThat(KeysetDocument.create()).hasToString("KeysetDocument[1 keys]");
    }

    private static String idOfOther(KeysetDocument keyset) {
        return keyset.keys().stream()
                .filter(key -> !key.primary())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static byte[] encrypted(KeysetDocument keyset) {
        try (KeysetKeySource keys = KeysetKeySource.fromTinkJson(keyset.toSecretJson());
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            return engine.encryptor(new EncryptSpec(
                            Part.FIELD_OF_VALUE, FieldPath.of("a"), SCOPE, ValueSchema.of(ValueType.STRING)))
                    .encrypt("value");
        }
    }

    private static boolean decrypts(KeysetDocument keyset, byte[] envelope) {
        try (KeysetKeySource keys = KeysetKeySource.fromTinkJson(keyset.toSecretJson());
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, FieldPath.of("a"), SCOPE, null))
                    .decrypt(envelope);
            return true;
        } catch (io.lockweir.encryption.keys.UnknownKeyException e) {
            return false;
        }
    }
}
