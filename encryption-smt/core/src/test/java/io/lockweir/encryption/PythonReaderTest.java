package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeyStatus;
import io.lockweir.encryption.Samples.JoinSample;
import io.lockweir.encryption.Samples.Sample;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.value.PlaintextBuffer;
import io.lockweir.encryption.value.PlaintextEncoder;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/examples/read_envelope.py} reads the frozen fixtures and fresh envelopes of every suite. Where Python with
 * {@code cryptography} is not to be had, the reader is checked by the reviewed fixtures alone, and the log says so.
 */
class PythonReaderTest {
    private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples");
    private static final String PATH = "items[*].`a.b`{*}";
    private static final HexFormat HEX = HexFormat.of();
    private static final int MAX_LINES = 100;

    /** Reads a case a line: keyset file, envelope, namespace, part, path, row, domain, type, normaliser; writes plaintext and value. */
    private static final String RUNNER = """
            import sys, json
            import read_envelope as reader
            for line in sys.stdin:
                case = json.loads(line)
                try:
                    keys = reader.keyset_keys(open(case.pop("keyset")).read())
                    row = case.pop("row", None)
                    case["row"] = row and {path: bytes.fromhex(plain) for path, plain in row.items()}
                    plain = reader.open_envelope(keys, bytes.fromhex(case.pop("envelope")), **case)
                    print(plain.hex(), json.dumps(reader.value(plain)))
                except Exception as problem:
                    print("refused", type(problem).__name__)
            """;

    @TempDir
    private Path directory;

    private Path keyset = Path.of("");

    @BeforeEach
    void needPython() throws Exception {
        keyset = Files.writeString(directory.resolve("keyset.json"), Keysets.ofOneKey(1));
        boolean there;
        try {
            there = python("import cryptography.hazmat.primitives.ciphers.aead as a; a.AESSIV, a.AESGCM", "")
                    .isEmpty();
        } catch (IOException | AssertionError e) {
            there = false;
        }
        if (!there) {
            String loud = "NOT RUN: python3 with the package cryptography (with AESSIV) is not installed here, so "
                    + "docs/examples/read_envelope.py is checked by reviewed fixtures only. To run it: apt-get install "
                    + "python3-cryptography, or pip install cryptography.";
            System.err.println(loud);
            Assumptions.abort(loud);
        }
    }

    @Test
    void hasAHundredLinesAtMost() throws IOException {
        assertThat(Files.readAllLines(EXAMPLES.resolve("read_envelope.py"))).hasSizeLessThanOrEqualTo(MAX_LINES);
    }

    @Test
    void opensTheFrozenFixturesToTheFrozenPlaintexts() throws Exception {
        List<String> cases = new ArrayList<>();
        for (String line : fixture("suite01.txt")) {
            cases.add(field(keyset, line.substring(line.indexOf(' ') + 1), "bank/größe", PATH));
        }
        List<String> joins = fixture("suite02.txt");
        for (int i = 0; i < joins.size(); i++) {
            JoinSample sample = Samples.joins().get(i);
            cases.add(join(joins.get(i).substring(joins.get(i).indexOf(' ') + 1), sample));
        }
        List<String> plaintexts = fixture("plaintexts.txt").stream()
                .filter(line -> line.startsWith("01 ") || line.startsWith("02 "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();

        List<String> read = python(RUNNER, String.join("\n", cases));

        assertThat(read.stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList())
                .isEqualTo(plaintexts);
    }

    @Test
    void readsTheValues() throws Exception {
        List<String> cases = fixture("suite01.txt").stream()
                .map(line -> field(keyset, line.substring(line.indexOf(' ') + 1), "bank/größe", PATH))
                .toList();

        List<String> values = python(RUNNER, String.join("\n", cases)).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();

        List<String> names = Samples.all().stream().map(Sample::name).toList();
        assertThat(values.get(names.indexOf("null"))).isEqualTo("null");
        assertThat(values.get(names.indexOf("true"))).isEqualTo("true");
        assertThat(values.get(names.indexOf("int64"))).isEqualTo(Long.toString(Long.MIN_VALUE));
        assertThat(values.get(names.indexOf("text28"))).isEqualTo("\"0123456789012345678901234567\"");
        assertThat(values.get(names.indexOf("bytes"))).isEqualTo("\"00ff7f\"");
        assertThat(values.get(names.indexOf("decimal"))).isEqualTo("\"-1234567890123456789010E-2\"");
        assertThat(values.get(names.indexOf("named-int64"))).isEqualTo("1700000000000001");
        assertThat(values.get(names.indexOf("array"))).isEqualTo("[\"a\", null, \"\"]");
        assertThat(values.get(names.indexOf("map"))).isEqualTo("{\"\\u00e4\": 1, \"\": -1}");
        assertThat(values.get(names.indexOf("struct")))
                .isEqualTo("{\"street\": \"Rue \\u00e9\", \"moved\": 1, \"rent\": \"999E-2\", \"tags\": [\"x\"]}");
        assertThat(values.get(names.indexOf("schemaless"))).isEqualTo("{\"k\": [1, \"two\", 3.0]}");
    }

    @Test
    void readsRowBoundAndPaddedValuesAndRefusesAnotherRow() throws Exception {
        ValueSchema text = ValueSchema.of(ValueType.STRING);
        RowBinding row = new RowBinding(List.of(
                new RowBinding.Sibling(FieldPath.of("status"), text),
                new RowBinding.Sibling(FieldPath.of("id"), ValueSchema.of(ValueType.INT64)),
                new RowBinding.Sibling(FieldPath.of("a", "b"), text)));
        try (KeySource keys = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            FieldEncryptor encryptor = engine.encryptor(
                    new EncryptSpec(
                            Part.FIELD_OF_VALUE, FieldPath.parse("iban"), new Scope.Row("bank"), text, new Padding(32)),
                    row);
            row.enter(new Object[] {"active", 7L, null});
            String envelope = HEX.formatHex(encryptor.encrypt("DE89"));
            row.leave();
            String right = ", \"row\": {\"status\": \"%s\", \"id\": \"%s\"}"
                    .formatted(plaintext(text, "active"), plaintext(ValueSchema.of(ValueType.INT64), 7L));

            List<String> read = python(
                    RUNNER,
                    String.join(
                            "\n",
                            withRow(field(keyset, envelope, "bank", "iban"), right),
                            withRow(
                                    field(keyset, envelope, "bank", "iban"),
                                    right.replace(plaintext(text, "active"), plaintext(text, "closed"))),
                            field(keyset, envelope, "bank", "iban")));

            assertThat(read.get(0)).endsWith("\"DE89\"");
            assertThat(read.subList(1, 3)).containsExactly("refused InvalidTag", "refused ValueError");
        }
    }

    @Test
    void takesTheKeyOutOfEveryKeyTypeAndPassesOverDisabledOnes() throws Exception {
        List<Key> types = List.of(Keysets.gcm(1), Keysets.siv(1), Keysets.hkdfPrf(1));
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String json = Keysets.keyset()
                    .add(Keysets.gcm(99), KeyStatus.DISABLED, false)
                    .add(types.get(i), KeyStatus.ENABLED, true)
                    .json();
            Path file = Files.writeString(directory.resolve(i + ".json"), json);
            try (KeySource keys = KeysetKeySource.fromTinkJson(json);
                    EncryptionEngine engine = new EncryptionEngine(keys)) {
                byte[] envelope = engine.encryptor(new EncryptSpec(
                                Part.FIELD_OF_KEY, FieldPath.parse(PATH), Bound.BANK, ValueSchema.of(ValueType.INT32)))
                        .encrypt(i);
                cases.add(withRow(field(file, HEX.formatHex(envelope), "bank", PATH), ", \"part\": \"K\""));
            }
        }

        assertThat(python(RUNNER, String.join("\n", cases)))
                .containsExactly("0400000000 0", "0400000001 1", "0400000002 2");
    }

    @Test
    void refusesWhatWasChangedOrMoved() throws Exception {
        String line = fixture("suite01.txt").get(8);
        String envelope = line.substring(line.indexOf(' ') + 1);
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < envelope.length() / 2; i++) {
            byte[] changed = HEX.parseHex(envelope);
            changed[i] ^= 1;
            cases.add(field(keyset, HEX.formatHex(changed), "bank/größe", PATH));
        }
        cases.add(field(keyset, envelope, "bank", PATH));
        cases.add(field(keyset, envelope, "bank/größe", "items[*].x"));

        assertThat(python(RUNNER, String.join("\n", cases)))
                .hasSize(cases.size())
                .allMatch(read -> read.startsWith("refused"));
    }

    private static String field(Path keyset, String envelope, String namespace, String path) {
        return "{\"keyset\": \"%s\", \"envelope\": \"%s\", \"namespace\": \"%s\", \"path\": \"%s\"}"
                .formatted(keyset, envelope, namespace, path);
    }

    private static String withRow(String field, String row) {
        return field.substring(0, field.length() - 1) + row + "}";
    }

    private String join(String envelope, JoinSample sample) {
        return "{\"keyset\": \"%s\", \"envelope\": \"%s\", \"domain\": \"%s\", \"join_type\": %d, \"normaliser\": %d}"
                .formatted(
                        keyset,
                        envelope,
                        sample.domain().name(),
                        sample.domain().type().code(),
                        sample.domain().normaliser().code());
    }

    private static String plaintext(ValueSchema schema, Object value) {
        PlaintextBuffer buffer = new PlaintextBuffer();
        PlaintextEncoder.typed(schema).encode(value, buffer);
        return HEX.formatHex(Arrays.copyOf(buffer.array(), buffer.length()));
    }

    private static List<String> python(String program, String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("python3", "-X", "utf8", "-c", program).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", EXAMPLES.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().collect(Collectors.toList());
    }

    private static List<String> fixture(String file) throws IOException {
        try (InputStream stream = PythonReaderTest.class.getResourceAsStream("/fixtures/" + file)) {
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        }
    }
}
