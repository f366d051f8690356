package io.lockweir.encryption.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.cipher.Hkdf;
import io.lockweir.encryption.kms.KmsException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derivesTheKeyOfASecret() {
        byte[] secret = Vectors.text("secret").getBytes(StandardCharsets.UTF_8);
        assertThat(HEX.formatHex(Hkdf.derive(secret, new byte[0], new byte[0], 16)))
                .isEqualTo(Vectors.text("kek"));
    }

    @Test
    void unwrapsTheDataKey() throws KmsException {
        Vectors.Vector gcm = Vectors.named("gcm");
        assertThat(HEX.formatHex(TinkKey.read(gcm.algorithm(), gcm.message())))
                .isEqualTo(gcm.text("dek").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcm", "siv", "gcm-rotated"})
    void decryptsTheField(String name) throws KmsException {
        Vectors.Vector vector = Vectors.named(name);
        byte[] blob = FieldText.decode(vector.field());
        int version = vector.format().version(blob);
        Dek dek = new Dek(version, DekCipher.of(vector.algorithm(), vector.message()));
        assertThat(version).isOne();
        assertThat(FieldText.text(vector.format().open(dek, blob))).isEqualTo(Vectors.text("plaintext"));
    }

    /** SIV has no randomness: what we write must be theirs, to the bit. */
    @Test
    void writesTheFieldOfADeterministicKey() throws KmsException {
        Vectors.Vector siv = Vectors.named("siv");
        Dek dek = new Dek(1, DekCipher.of(siv.algorithm(), siv.message()));
        assertThat(FieldText.encode(siv.format().seal(dek, FieldText.plaintext(Vectors.text("plaintext")))))
                .isEqualTo(siv.field());
    }

    @Test
    void writesThePrefixOfTheirRecord() {
        String prefix = Vectors.named("gcm").text("messagePrefixHex").orElseThrow();
        byte[] bytes = HEX.parseHex(prefix);
        // Schema id 1, then the length of the encrypted text as Avro writes it: 52 characters, zigzag 104.
        Framing framing = Framing.ofPrefix(bytes, BodyFormat.AVRO);
        assertThat(framing.schema()).isEqualTo(new SchemaReference.Id(1));
        assertThat(framing.body(bytes))
                .containsExactly(2 * Vectors.named("gcm").field().length());
        assertThat(Framing.joined(Framing.prefix(1), framing.body(bytes))).isEqualTo(bytes);
    }
}
