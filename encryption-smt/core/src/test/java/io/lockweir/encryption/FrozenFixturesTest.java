package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.Samples.JoinSample;
import io.lockweir.encryption.Samples.Sample;
import io.lockweir.encryption.cipher.ReferenceCrypto;
import io.lockweir.encryption.keys.CountingRandom;
import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.keys.MovableClock;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.Compression;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import io.lockweir.encryption.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The envelopes of a keyset whose key bytes are 01 02 … 20, with randomness 80 81 82 …, frozen in hex. If this test fails, every
 * ciphertext written before is unreadable: change the code, never the files.
 */
class FrozenFixturesTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY = Keysets.bytes(1, 32);
    private static final Scope.Namespace NAMESPACE = new Scope.Namespace("bank/größe");
    private static final Scope.Row ROW = new Scope.Row("bank/größe");
    private static final FieldPath PATH = FieldPath.parse("items[*].`a.b`{*}");

    private final KeysetKeySource keys =
            Keysets.source(Keysets.ofOneKey(1), KeyBudget.DEFAULT, new MovableClock(), new CountingRandom(0x80));
    private final EncryptionEngine engine = new EncryptionEngine(keys);

    @Test
    void randomisedEnvelopesAreFrozen() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Sample sample : Samples.all()) {
            FieldEncryptor encryptor =
                    engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, PATH, NAMESPACE, sample.schema()));
            lines.add(sample.name() + " " + HEX.formatHex(encryptor.encrypt(sample.value())));
        }
        assertThat(lines).isEqualTo(fixture("suite01.txt"));
    }

    @Test
    void joinEnvelopesAreFrozen() throws IOException {
        List<String> lines = new ArrayList<>();
        for (JoinSample sample : Samples.joins()) {
            FieldEncryptor encryptor = engine.encryptor(
                    new EncryptSpec(Part.FIELD_OF_VALUE, PATH, new Scope.Join(sample.domain()), sample.schema()));
            lines.add(sample.name() + " " + HEX.formatHex(encryptor.encrypt(sample.value())));
        }
        assertThat(lines).isEqualTo(fixture("suite02.txt"));
    }

    @Test
    void frozenRandomisedEnvelopesAreRead() throws IOException {
        List<String> lines = fixture("suite01.txt");
        for (int i = 0; i < lines.size(); i++) {
            Sample sample = Samples.all().get(i);
            FieldDecryptor decryptor =
                    engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, NAMESPACE, sample.schema()));
            Object value = decryptor.decrypt(envelope(lines.get(i))).value();
            assertThat(Values.comparable(value)).as(sample.name()).isEqualTo(Values.comparable(sample.value()));
        }
    }

    @Test
    void frozenJoinEnvelopesAreRead() throws IOException {
        List<String> lines = fixture("suite02.txt");
        for (int i = 0; i < lines.size(); i++) {
            JoinSample sample = Samples.joins().get(i);
            Scope scope = new Scope.Join(sample.domain());
            FieldDecryptor decryptor =
                    engine.decryptor(new DecryptSpec(Part.FIELD_OF_KEY, PATH, scope, sample.schema()));
            Object value = decryptor.decrypt(envelope(lines.get(i))).value();
            assertThat(Values.comparable(value)).as(sample.name()).isEqualTo(Values.comparable(sample.value()));
        }
    }

    @Test
    void aSecondImplementationOpensThemToTheFrozenPlaintexts() throws IOException, GeneralSecurityException {
        List<String> plaintexts = new ArrayList<>();
        // items, any element, "a.b", any map value
        byte[] steps = HEX.parseHex("04" + "4600056974656d73" + "41" + "460003612e62" + "56");
        for (String line : fixture("suite01.txt")) {
            byte[] plaintext = ReferenceEnvelope.openRandomised(KEY, "bank/größe", 'V', steps, envelope(line));
            plaintexts.add("01 " + name(line) + " " + HEX.formatHex(plaintext));
        }
        List<String> joins = fixture("suite02.txt");
        for (int i = 0; i < joins.size(); i++) {
            JoinSample sample = Samples.joins().get(i);
            byte[] plaintext = ReferenceEnvelope.openJoin(
                    KEY,
                    sample.domain().name(),
                    sample.domain().type().code(),
                    sample.domain().normaliser().code(),
                    envelope(joins.get(i)));
            plaintexts.add("02 " + name(joins.get(i)) + " " + HEX.formatHex(plaintext));
        }
        assertThat(plaintexts).isEqualTo(fixture("plaintexts.txt"));
    }

    @Test
    void paddedEnvelopesAreFrozen() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Sample sample : Samples.all()) {
            EncryptSpec spec = new EncryptSpec(Part.FIELD_OF_VALUE, PATH, NAMESPACE, sample.schema(), new Padding(16));
            lines.add(sample.name() + " " + HEX.formatHex(engine.encryptor(spec).encrypt(sample.value())));
        }
        assertThat(lines).isEqualTo(fixture("padded.txt"));
        for (int i = 0; i < lines.size(); i++) {
            Sample sample = Samples.all().get(i);
            DecryptSpec spec = new DecryptSpec(Part.FIELD_OF_VALUE, PATH, NAMESPACE, sample.schema());
            Object value =
                    engine.decryptor(spec).decrypt(envelope(lines.get(i))).value();
            assertThat(Values.comparable(value)).as(sample.name()).isEqualTo(Values.comparable(sample.value()));
        }
    }

    @Test
    void rowBoundEnvelopesAreFrozen() throws IOException {
        RowBinding row = Samples.row();
        row.enter(Samples.rowValues());
        List<String> lines = new ArrayList<>();
        for (Sample sample : Samples.all()) {
            EncryptSpec spec = new EncryptSpec(Part.FIELD_OF_VALUE, PATH, ROW, sample.schema());
            lines.add(sample.name() + " "
                    + HEX.formatHex(engine.encryptor(spec, row).encrypt(sample.value())));
        }
        assertThat(lines).isEqualTo(fixture("suite03.txt"));
        for (int i = 0; i < lines.size(); i++) {
            Sample sample = Samples.all().get(i);
            DecryptSpec spec = new DecryptSpec(Part.FIELD_OF_VALUE, PATH, ROW, sample.schema());
            Object value =
                    engine.decryptor(spec, row).decrypt(envelope(lines.get(i))).value();
            assertThat(Values.comparable(value)).as(sample.name()).isEqualTo(Values.comparable(sample.value()));
        }
    }

    @Test
    void wholeRecordsAreFrozen() throws IOException {
        Map<String, RecordSpec> specs = Map.of(
                "value", new RecordSpec(Part.WHOLE_VALUE, NAMESPACE),
                "value-padded", new RecordSpec(Part.WHOLE_VALUE, NAMESPACE, Compression.NONE, 1000, new Padding(64)),
                "key", new RecordSpec(Part.WHOLE_KEY, new Scope.Join(JoinDomain.of("customer.key", ValueType.BYTES))));
        assertThat(fixture("records.txt")).hasSize(4);
        for (String line : fixture("records.txt")) {
            RecordSpec spec = specs.getOrDefault(name(line), new RecordSpec(Part.WHOLE_VALUE, NAMESPACE));
            // Another version of zstd may write other bytes: those are only read.
            if (!name(line).equals("value-zstd")) {
                String written = HEX.formatHex(engine.encryptor(spec).encrypt(Samples.serialized()));
                assertThat(written).as(name(line)).isEqualTo(line.substring(line.indexOf(' ') + 1));
            }
            Object value = engine.decryptor(spec).decrypt(envelope(line)).value();
            assertThat(value).as(name(line)).isEqualTo(Samples.serialized());
        }
    }

    @Test
    void aSecondImplementationOpensRowBoundAndPaddedOnes() throws IOException, GeneralSecurityException {
        // The row of Samples, by hand: m, then by the bytes of the steps: at (its fingerprint), id, owner.name. "gone"
        // is null.
        byte[] row = HEX.parseHex("03"
                + "01" + "4600026174" + "00000011" + "4567c1af5f3f8e1a8900060a24181e4001"
                + "01" + "4600026964" + "00000009" + "050000000000001267"
                + "02" + "4600056f776e6572" + "4600046e616d65" + "00000005" + "085a6fc3ab");
        byte[] steps = HEX.parseHex("04" + "4600056974656d73" + "41" + "460003612e62" + "56");
        List<String> plain = fixture("suite01.txt");
        List<String> bound = fixture("suite03.txt");
        List<String> padded = fixture("padded.txt");
        for (int i = 0; i < bound.size(); i++) {
            byte[] expected = ReferenceEnvelope.openRandomised(KEY, "bank/größe", 'V', steps, envelope(plain.get(i)));
            byte[] inRow = ReferenceEnvelope.openRandomised(
                    KEY, "bank/größe", 'V', ReferenceCrypto.concat(steps, row), envelope(bound.get(i)));
            assertThat(HEX.formatHex(inRow)).as(name(bound.get(i))).isEqualTo(HEX.formatHex(expected));
            byte[] full = ReferenceEnvelope.openRandomised(KEY, "bank/größe", 'V', steps, envelope(padded.get(i)));
            assertThat(full.length % 16).isZero();
            String pad = HEX.formatHex(full).substring(2 * expected.length);
            assertThat(pad).as(name(padded.get(i))).matches("80(00)*").hasSizeLessThanOrEqualTo(32);
            assertThat(full[0]).isEqualTo((byte) (expected[0] | 0x80));
            assertThat(HEX.formatHex(full, 1, expected.length)).isEqualTo(HEX.formatHex(expected, 1, expected.length));
        }
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static byte[] envelope(String line) {
        return HEX.parseHex(line.substring(line.indexOf(' ') + 1));
    }

    private static List<String> fixture(String file) throws IOException {
        try (InputStream stream = FrozenFixturesTest.class.getResourceAsStream("/fixtures/" + file)) {
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        }
    }
}
