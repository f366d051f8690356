package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Makes everything fail that can fail with a value in hand, and looks for the value, the ciphertext and the keys in what is said. */
class CanaryTest {
    private static final String CANARY = "canary4711secret";
    private static final ValueSchema TEXT = ValueSchema.of(ValueType.STRING);

    private final KeySource keys = Bound.keys();
    private final EncryptionEngine engine = new EncryptionEngine(keys);
    private final List<String> said = new ArrayList<>();

    @Test
    void nothingSaidHoldsAValueACiphertextOrAKey() {
        byte[] envelope = encryptor(Bound.BANK, TEXT).encrypt(CANARY);
        String text = encryptor(Bound.BANK, TEXT).encryptToText(CANARY);
        failuresOfEncrypting();
        failuresOfDecrypting(envelope, text);
        for (String json : List.of(Keysets.ofOneKey(1).replace("AesGcmKey", CANARY), "{\"key\":\"" + CANARY + "\"}")) {
            said(() -> KeysetKeySource.fromTinkJson(json));
        }
        String keyset = Keysets.ofOneKey(1);
        said(() -> KeysetKeySource.fromTinkJson(keyset.substring(0, keyset.length() - 5)));
        said(() -> KeysetKeySource.fromTinkJson(keyset.replace("ENABLED", "DISABLED")));
        for (Object object : List.of(keys, engine, encryptor(Bound.BANK, TEXT), decryptor(Bound.BANK, TEXT))) {
            said.add(object.toString());
        }
        said.add(decryptor(Bound.BANK, TEXT).decrypt(envelope).toString());
        assertThat(said).hasSizeGreaterThan(20);
        for (String each : said) {
            assertThat(each).doesNotContain(secrets(envelope, text, keyset));
        }
    }

    private void failuresOfEncrypting() {
        Scope number = new Scope.Join(JoinDomain.of("number", ValueType.INT64));
        Scope uuid = new Scope.Join(JoinDomain.of("uuid", ValueType.UUID));
        said(() -> encryptor(Bound.BANK, TEXT).encrypt(CANARY + "\ud800"));
        said(() -> encryptor(Bound.BANK, ValueSchema.of(ValueType.INT32)).encrypt(CANARY));
        said(() -> encryptor(Bound.BANK, ValueSchema.array(TEXT, true)).encrypt(CANARY));
        said(() -> encryptor(Bound.BANK, ValueSchema.any()).encrypt(Optional.of(CANARY)));
        said(() -> encryptor(Bound.BANK, ValueSchema.struct(null, List.of())).encrypt(new Object[] {CANARY}));
        said(() -> encryptor(uuid, TEXT).encrypt(CANARY));
        said(() -> encryptor(number, ValueSchema.any()).encrypt(CANARY));
        said(() -> encryptor(number, ValueSchema.of(ValueType.DECIMAL)).encrypt(new BigDecimal("4711.4711")));
    }

    private void failuresOfDecrypting(byte[] envelope, String text) {
        FieldDecryptor decryptor = decryptor(Bound.BANK, TEXT);
        said(() -> decryptor.decryptText(CANARY));
        said(() -> decryptor.decryptText(CANARY + CANARY + CANARY + CANARY));
        said(() -> decryptor.decryptText(text.substring(0, text.length() - 1)));
        said(() -> decryptor.decryptText(text.substring(4)));
        said(() -> decryptor.decrypt(CANARY.getBytes(StandardCharsets.UTF_8)));
        for (int i : new int[] {0, 1, 2, 20, 40}) {
            byte[] changed = envelope.clone();
            changed[i] ^= 1;
            said(() -> decryptor.decrypt(changed));
        }
        said(() -> decryptor(new Scope.Namespace("other"), TEXT).decrypt(envelope));
        ValueSchema named = ValueSchema.named(ValueType.STRING, "io.debezium.data.Json", 1, Map.of());
        said(() -> decryptor(Bound.BANK, named).decrypt(envelope));
        byte[] json = encryptor(Bound.BANK, named).encrypt(CANARY);
        said(() -> engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, Bound.BANK, null))
                .decrypt(json));
    }

    private static String[] secrets(byte[] envelope, String text, String keyset) {
        byte[] key = Keysets.bytes(1, 32);
        String keyValue = keyset.replaceAll("(?s).*\"value\":\"([^\"]+)\".*", "$1");
        return new String[] {
            CANARY,
            "4711.4711",
            Base64.getEncoder()
                    .encodeToString(CANARY.getBytes(StandardCharsets.UTF_8))
                    .substring(0, 12),
            text.substring(24),
            HexFormat.of().formatHex(envelope, 18, 40),
            HexFormat.of().formatHex(key),
            HexFormat.ofDelimiter(", ").formatHex(key, 0, 8),
            "[1, 2, 3, 4",
            keyValue,
        };
    }

    private FieldEncryptor encryptor(Scope scope, ValueSchema schema) {
        return engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, scope, schema));
    }

    private FieldDecryptor decryptor(Scope scope, ValueSchema schema) {
        return engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, scope, schema));
    }

    /** The whole chain with stack traces, as a log would have it. */
    private void said(Runnable failing) {
        try {
            failing.run();
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            said.add(trace.toString());
            return;
        }
        throw new AssertionError("This was expected to fail");
    }
}
