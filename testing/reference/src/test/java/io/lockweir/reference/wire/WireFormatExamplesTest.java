package io.lockweir.reference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.RowBinding;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import io.lockweir.reference.Markdown;
import io.lockweir.reference.Repository;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The worked examples of the page, computed a second time from the page's own words, and opened by the engine. */
class WireFormatExamplesTest {

    private static final String TEXT = "anna.keller@bank.example.com";
    private static final long CUSTOMER = 42;
    private static final long MICROSECONDS = 1_700_000_000_123_456L;
    private static final String IBAN = "CH9300762011623852957";
    private static final long ID = 4711;
    private static final String OWNER = "Zoë";
    private static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";

    private final List<Example> examples = new Markdown(Repository.here().read("docs/wire-format.md"))
            .blocks().stream()
                    .filter(block -> block.language().equals("example"))
                    .map(block -> Example.parse(block.content()))
                    .toList();

    @Test
    void thePageHasFiveExamplesOfEverySuite() {
        assertThat(examples).hasSize(5);
        assertThat(examples).extracting(Example::suite).contains(1, 2, 3);
    }

    @Test
    void theFourthExampleIsAFrozenFixtureOfTheEngine() {
        String fixtures = Repository.here().read("encryption-smt/core/src/test/resources/fixtures/suite01.txt");

        assertThat(fixtures)
                .contains("text28 " + HexFormat.of().formatHex(examples.get(3).bytes("envelope")) + "\n");
    }

    @TestFactory
    List<DynamicTest> everyDerivedLineFollowsFromTheInputs() {
        return examples.stream()
                .map(example -> DynamicTest.dynamicTest(example.text("value"), () -> {
                    Map<String, byte[]> derived = new Oracle(example).derived();
                    derived.forEach(
                            (name, expected) -> assertThat(example.text(name).replaceAll("\\s", ""))
                                    .as("docs/wire-format.md, line '%s'", name)
                                    .isEqualToIgnoringCase(
                                            HexFormat.of().withUpperCase().formatHex(expected)));
                    assertThat(example.text("text").replaceAll("\\s", ""))
                            .isEqualTo(Oracle.text(example.bytes("envelope")));
                }))
                .toList();
    }

    @Test
    void plaintextsAreWhatTheTypeTableSays() throws Exception {
        byte[] description =
                new Bytes().u8(0x05).lp(MICRO_TIMESTAMP).u32(1).u16(0).toArray();
        byte[] fingerprint = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(description), 8);

        assertThat(examples.get(0).bytes("plaintext"))
                .isEqualTo(new Bytes().u8(0x08).add(Bytes.utf8(TEXT)).toArray());
        assertThat(examples.get(1).bytes("plaintext"))
                .isEqualTo(new Bytes().u8(0x05).u64(CUSTOMER).toArray());
        assertThat(examples.get(4).bytes("plaintext"))
                .isEqualTo(new Bytes().u8(0x08).add(Bytes.utf8(IBAN)).toArray());
        assertThat(examples.get(4).bytes("bind id"))
                .isEqualTo(new Bytes().u8(0x05).u64(ID).toArray());
        assertThat(examples.get(4).bytes("bind owner.name"))
                .isEqualTo(new Bytes().u8(0x08).add(Bytes.utf8(OWNER)).toArray());
        assertThat(examples.get(2).bytes("plaintext"))
                .isEqualTo(
                        new Bytes().u8(0x45).add(fingerprint).u64(MICROSECONDS).toArray());
    }

    @Test
    void theEngineOpensEachExample() throws Exception {
        assertThat(open(examples.get(0), ValueSchema.of(ValueType.STRING))).isEqualTo(TEXT);
        assertThat(open(examples.get(1), ValueSchema.of(ValueType.INT64))).isEqualTo(CUSTOMER);
        assertThat(open(examples.get(3), ValueSchema.of(ValueType.STRING)))
                .isEqualTo("0123456789".repeat(3).substring(0, 28));
        assertThat(open(examples.get(2), ValueSchema.named(ValueType.INT64, MICRO_TIMESTAMP, 1, Map.of())))
                .isEqualTo(MICROSECONDS);
    }

    @Test
    void theEngineOpensTheBoundExampleInItsOwnRowOnly() throws Exception {
        Example example = examples.get(4);
        ValueSchema text = ValueSchema.of(ValueType.STRING);
        RowBinding row = new RowBinding(List.of(
                new RowBinding.Sibling(FieldPath.parse("owner.name"), text),
                new RowBinding.Sibling(FieldPath.parse("id"), ValueSchema.of(ValueType.INT64))));
        try (KeySource keys = KeysetKeySource.fromTinkJson(RawKeyset.json(example.bytes("keyset key")));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            DecryptSpec spec = new DecryptSpec(
                    Part.FIELD_OF_VALUE,
                    FieldPath.parse(example.text("path")),
                    new Scope.Row(example.text("namespace")),
                    text);
            FieldDecryptor decryptor = engine.decryptor(spec, row);

            row.enter(new Object[] {OWNER, ID});
            assertThat(decryptor.decryptText(example.text("text")).value()).isEqualTo(IBAN);

            row.enter(new Object[] {OWNER, ID + 1});
            assertThatThrownBy(() -> decryptor.decryptText(example.text("text")))
                    .isInstanceOf(EnvelopeException.class);
        }
    }

    private static @Nullable Object open(Example example, ValueSchema expected) throws Exception {
        try (KeySource keys = KeysetKeySource.fromTinkJson(RawKeyset.json(example.bytes("keyset key")));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            Scope scope = example.has("namespace")
                    ? new Scope.Namespace(example.text("namespace"))
                    : new Scope.Join(JoinDomain.of(example.text("domain"), ValueType.INT64));
            FieldPath path = FieldPath.parse(example.has("path") ? example.text("path") : "id");
            DecryptSpec spec = new DecryptSpec(Part.FIELD_OF_VALUE, path, scope, expected);
            Object opened =
                    engine.decryptor(spec).decryptText(example.text("text")).value();
            assertThat(opened).isNotNull();
            return opened;
        }
    }
}
