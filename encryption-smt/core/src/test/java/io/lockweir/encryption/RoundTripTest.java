package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    @Test
    void roundTripsText() {
        try (KeysetKeySource keys = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            ValueSchema schema = ValueSchema.of(ValueType.STRING);
            FieldPath path = FieldPath.parse("address.street");
            Scope scope = new Scope.Namespace("bank");
            FieldEncryptor encryptor = engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, path, scope, schema));
            FieldDecryptor decryptor = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, path, scope, schema));
            String text = encryptor.encryptToText("0123456789012345678901234567");
            assertThat(text).hasSize(100);
            assertThat(EncryptionEngine.looksLikeEnvelope(text)).isTrue();
            assertThat(decryptor.decryptText(text).value()).isEqualTo("0123456789012345678901234567");
        }
    }
}
