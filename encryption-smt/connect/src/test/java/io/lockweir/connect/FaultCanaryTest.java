package io.lockweir.connect;

import static io.lockweir.connect.CanaryWatch.CANARY;
import static io.lockweir.connect.CanaryWatch.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.connect.CanaryWatch.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One row a kind of fault of the transforms, each with a canary as its value. */
@SuppressWarnings("JavaUtilDate") // It is the type that Connect has.
class FaultCanaryTest {
    private static final Schema TEXT_ROW = SchemaBuilder.struct()
            .field("f", Schema.STRING_SCHEMA)
            .field("g", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final SourceRecord ENCRYPTED = encryptor().apply(Transforms.source(text(CANARY)));
    private static final String CIPHERTEXT = (String) ((Struct) ENCRYPTED.value()).get("f");
    private static final byte[] ENVELOPE = Base64.getDecoder().decode(CIPHERTEXT);

    private static final CanaryWatch WATCH =
            new CanaryWatch(CIPHERTEXT.substring(24), HexFormat.of().formatHex(ENVELOPE, 18, 40));

    @TestFactory
    Stream<DynamicTest> noFaultShowsItsValue() {
        List<Fault> faults = Stream.of(encrypting(), decrypting(), joining(), configuring())
                .flatMap(List::stream)
                .toList();
        assertThat(faults).hasSizeGreaterThanOrEqualTo(60);
        return WATCH.over(faults);
    }

    @Test
    void noObjectShowsAValue() {
        EncryptFields<SourceRecord> encrypt = encryptor();
        DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", "f");
        SinkRecord read = decrypt.apply(Transforms.sink(ENCRYPTED));
        assertThat(((Struct) read.value()).get("f")).isEqualTo(CANARY);
        for (Object each : List.of(
                encrypt,
                decrypt,
                EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "f")),
                DecryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "f")),
                ENCRYPTED.valueSchema().field("f").schema().parameters())) {
            WATCH.assertSilent(each.toString());
        }
    }

    private static List<Fault> encrypting() {
        List<Fault> faults = new ArrayList<>();
        for (String onError : List.of("fail", "tolerate")) {
            Function<String[], EncryptFields<SourceRecord>> made = keys -> {
                String[] all = Arrays.copyOf(keys, keys.length + 2);
                all[keys.length] = "on.error";
                all[keys.length + 1] = onError;
                return Transforms.encryptor(all);
            };
            String suffix = ", on.error=" + onError;
            EncryptFields<SourceRecord> f = made.apply(new String[] {"fields", "f"});
            faults.add(encrypt("lone surrogate" + suffix, f, Transforms.source(text(CANARY + "\uD800"))));
            faults.add(encrypt(
                    "decimal of another scale" + suffix, f, row(Decimal.schema(1), new BigDecimal(NUMBER + ".4711"))));
            faults.add(encrypt("row that is text" + suffix, f, Transforms.source(Schema.STRING_SCHEMA, CANARY)));
            faults.add(encrypt("schemaless text" + suffix, f, Transforms.source(null, CANARY)));
            faults.add(encrypt(
                    "schemaless row without the field" + suffix, f, Transforms.source(null, Map.of(CANARY, CANARY))));
            faults.add(encrypt(
                    "value of a foreign class" + suffix,
                    f,
                    Transforms.source(null, Map.of("f", new StringBuilder(CANARY)))));
            faults.add(encrypt(
                    "map where the schema says struct" + suffix, f, Transforms.source(TEXT_ROW, Map.of("f", CANARY))));
            faults.add(encrypt("text where the schema says struct" + suffix, f, Transforms.source(TEXT_ROW, CANARY)));
            faults.add(encrypt(
                    "path into a text" + suffix,
                    made.apply(new String[] {"fields", "f.x"}),
                    Transforms.source(text(CANARY))));
            faults.add(encrypt(
                    "element of a text" + suffix,
                    made.apply(new String[] {"fields", "f[*]"}),
                    Transforms.source(text(CANARY))));
            faults.add(encrypt(
                    "map value of a text" + suffix,
                    made.apply(new String[] {"fields", "f{*}"}),
                    Transforms.source(text(CANARY))));
            faults.add(encrypt(
                    "field that is missing" + suffix,
                    made.apply(new String[] {"fields", "F"}),
                    Transforms.source(text(CANARY))));
            faults.add(encrypt(
                    "schemaless path into a text" + suffix,
                    made.apply(new String[] {"fields", "f.x"}),
                    Transforms.source(null, Map.of("f", CANARY))));
        }
        faults.add(encrypt(
                "bound to a field that is missing",
                Transforms.encryptor("fields", "f", "bind.fields", "id"),
                Transforms.source(text(CANARY))));
        faults.add(encrypt(
                "bound to an encrypted field",
                Transforms.encryptor("fields", "f,g", "bind.fields", "g"),
                Transforms.source(text(CANARY))));
        faults.add(encrypt(
                "mask of a number",
                Transforms.encryptor("fields", "f", "mode", "mask"),
                row(Schema.INT64_SCHEMA, NUMBER)));
        faults.add(encrypt(
                "mask of a schemaless number",
                Transforms.encryptor("fields", "f", "mode", "mask"),
                Transforms.source(null, Map.of("f", NUMBER))));
        faults.add(encrypt(
                "redaction of another type",
                Transforms.encryptor("fields", "f", "mode", "redact", "redact.value", "none"),
                row(Schema.INT64_SCHEMA, NUMBER)));
        faults.add(encrypt("encrypted twice", encryptor(), ENCRYPTED));
        faults.add(encrypt(
                "clear copy in the key",
                encryptor(),
                Transforms.source(TEXT_ROW, text(CANARY), TEXT_ROW, text(CANARY))));
        faults.add(encrypt(
                "clear copy in a schemaless key",
                encryptor(),
                Transforms.source(null, Map.of("f", CANARY), TEXT_ROW, text(CANARY))));
        faults.add(encrypt(
                "clear key in a header",
                encryptor(),
                withHeader("__debezium.newkey", new SchemaAndValue(TEXT_ROW, text(CANARY)))));
        faults.add(encrypt(
                "topic without a rule",
                Transforms.encryptor("fields", "f", "topics", "other", "unmatched.topics", "fail"),
                Transforms.source(text(CANARY))));
        faults.add(encrypt(
                "two rules for a field",
                Transforms.encryptor("rules", "a,b", "rules.a.fields", "f", "rules.b.fields", "f"),
                Transforms.source(text(CANARY))));
        faults.add(encrypt(
                "template without its group",
                Transforms.encryptor(
                        "rules",
                        "a",
                        "rules.a.fields",
                        "f",
                        "rules.a.topics",
                        ".*?(?<x>zz)?",
                        "rules.a.namespace",
                        "${x}"),
                Transforms.source(text(CANARY))));
        EncryptFields<SourceRecord> closed = encryptor();
        closed.close();
        faults.add(encrypt("closed transform", closed, Transforms.source(text(CANARY))));
        return faults;
    }

    private static List<Fault> decrypting() {
        List<Fault> faults = new ArrayList<>();
        DecryptFields<SinkRecord> f = Transforms.decryptor("fields", "f");
        faults.add(decrypt("clear text", f, Transforms.sink(TEXT_ROW, text(CANARY))));
        faults.add(decrypt("clear schemaless text", f, Transforms.sink(null, Map.of("f", CANARY))));
        faults.add(decrypt("clear number", f, Transforms.sink(null, Map.of("f", NUMBER))));
        faults.add(decrypt("clear list", f, Transforms.sink(null, Map.of("f", List.of(CANARY)))));
        faults.add(decrypt(
                "clear bytes", f, Transforms.sink(null, Map.of("f", CANARY.getBytes(StandardCharsets.UTF_8)))));
        faults.add(decrypt("row that is text", f, Transforms.sink(null, CANARY)));
        faults.add(decrypt("text where the schema says struct", f, Transforms.sink(TEXT_ROW, CANARY)));
        int[] places = {0, 1, 2, 20, 40, ENVELOPE.length - 1};
        String[] names = {"magic", "suite", "data key id", "IV", "ciphertext", "tag"};
        for (int i = 0; i < places.length; i++) {
            byte[] changed = ENVELOPE.clone();
            changed[places[i]] ^= 1;
            faults.add(decrypt("changed " + names[i], f, Transforms.sink(null, Map.of("f", base64(changed)))));
        }
        faults.add(decrypt(
                "truncated envelope", f, Transforms.sink(null, Map.of("f", base64(Arrays.copyOf(ENVELOPE, 46))))));
        faults.add(decrypt("base64 that is not canonical", f, Transforms.sink(null, Map.of("f", CIPHERTEXT + "="))));
        faults.add(decrypt(
                "moved to another field",
                Transforms.decryptor("fields", "g"),
                Transforms.sink(null, Map.of("g", CIPHERTEXT))));
        faults.add(decrypt(
                "another namespace",
                Transforms.decryptor("fields", "f", "namespace", "other"),
                Transforms.sink(ENCRYPTED)));
        faults.add(decrypt(
                "another keyset",
                Transforms.decryptor("fields", "f", "keyset.json", Keysets.ofKey(9)),
                Transforms.sink(ENCRYPTED)));
        faults.add(decrypt(
                "read as a join domain",
                Transforms.decryptor("fields", "f", "mode", "join", "join.domain", "d"),
                Transforms.sink(ENCRYPTED)));
        EncryptFields<SourceRecord> bound = Transforms.encryptor("fields", "f", "bind.fields", "g");
        Struct inRow = (Struct)
                bound.apply(Transforms.source(text(CANARY).put("g", "mine"))).value();
        faults.add(decrypt(
                "moved to another row",
                Transforms.decryptor("fields", "f", "bind.fields", "g"),
                Transforms.sink(inRow.schema(), copyOf(inRow).put("g", CANARY))));
        faults.add(decrypt("row-bound read without its row", f, Transforms.sink(inRow.schema(), inRow)));
        faults.add(decrypt("schema of another type", f, tampered(" STRING", " INT32")));
        faults.add(decrypt("schema without its end", f, tampered("1 STRING", "1 STRUCT")));
        faults.add(decrypt("schema of another grammar", f, tampered("1 STRING", "9 STRING")));
        SourceRecord at = encryptor().apply(row(Timestamp.SCHEMA, new Date(NUMBER)));
        faults.add(decrypt(
                "timestamp whose schema was lost",
                Transforms.decryptor("fields", "f.x"),
                Transforms.sink(null, Map.of("f", ((Struct) at.value()).get("f")))));
        SourceRecord named = encryptor()
                .apply(row(SchemaBuilder.string().name("io.debezium.data.Json").build(), "{\"x\":\"" + CANARY + "\"}"));
        faults.add(decrypt(
                "named type whose schema was lost",
                f,
                Transforms.sink(null, Map.of("f", ((Struct) named.value()).get("f")))));
        return faults;
    }

    private static List<Fault> joining() {
        List<Fault> faults = new ArrayList<>();
        faults.add(join("text that is no UUID", "uuid", row(Schema.STRING_SCHEMA, CANARY)));
        faults.add(join("fraction as INT64", "int64", row(Decimal.schema(4), new BigDecimal(NUMBER + ".4711"))));
        faults.add(join(
                "number too large for INT64",
                "int64",
                row(Decimal.schema(0), new BigDecimal(BigInteger.valueOf(NUMBER).pow(5)))));
        faults.add(join("text as INT64", "int64", row(Schema.STRING_SCHEMA, CANARY)));
        faults.add(join("float in a join domain", "string", row(Schema.FLOAT64_SCHEMA, (double) NUMBER)));
        faults.add(join(
                "array in a join domain",
                "string",
                row(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), List.of(CANARY))));
        faults.add(join(
                "schemaless map in a join domain",
                "string",
                Transforms.source(null, Map.of("f", Map.of("x", CANARY)))));
        faults.add(join("lone surrogate in a join domain", "string", row(Schema.STRING_SCHEMA, CANARY + "\uDC00")));
        return faults;
    }

    /** A keyset is a secret, whatever is wrong with it. */
    private static List<Fault> configuring() {
        String keyset = Keysets.ofKey(1);
        return List.of(
                new Fault(
                        "KEK label that the source has not",
                        () -> Transforms.encryptor("rules", "a", "rules.a.fields", "f", "rules.a.kek", "pii")),
                new Fault("keyset that is none", () -> Transforms.encryptor("fields", "f", "keyset.json", CANARY)),
                new Fault(
                        "keyset cut short",
                        () -> Transforms.encryptor(
                                "fields", "f", "keyset.json", keyset.substring(0, keyset.length() - 9))),
                new Fault(
                        "keyset of another key type",
                        () -> Transforms.encryptor(
                                "fields", "f", "keyset.json", keyset.replace("AesGcmKey", "AesEaxKey"))),
                new Fault(
                        "keyset without an enabled key",
                        () -> Transforms.encryptor(
                                "fields", "f", "keyset.json", keyset.replace("ENABLED", "DISABLED"))));
    }

    private static <R extends ConnectRecord<R>> Fault fault(String name, Transformation<R> transform, R record) {
        return new Fault(name, () -> transform.apply(record));
    }

    private static Fault encrypt(String name, EncryptFields<SourceRecord> transform, SourceRecord record) {
        return fault("encrypt: " + name, transform, record);
    }

    private static Fault decrypt(String name, DecryptFields<SinkRecord> transform, SinkRecord record) {
        return fault("decrypt: " + name, transform, record);
    }

    private static Fault join(String name, String type, SourceRecord record) {
        return fault(
                "join: " + name,
                Transforms.encryptor("fields", "f", "mode", "join", "join.domain", "d", "join.type", type),
                record);
    }

    private static EncryptFields<SourceRecord> encryptor() {
        return Transforms.encryptor("fields", "f");
    }

    private static Struct text(String value) {
        return new Struct(TEXT_ROW).put("f", value);
    }

    private static SourceRecord row(Schema schema, Object value) {
        Schema row = SchemaBuilder.struct().field("f", schema).build();
        return Transforms.source(new Struct(row).put("f", value));
    }

    private static Struct copyOf(Struct row) {
        Struct copy = new Struct(row.schema());
        row.schema().fields().forEach(field -> copy.put(field, row.get(field)));
        return copy;
    }

    private static SourceRecord withHeader(String name, SchemaAndValue value) {
        return new SourceRecord(
                Map.of(),
                Map.of(),
                Transforms.TOPIC,
                null,
                null,
                null,
                TEXT_ROW,
                text(CANARY),
                null,
                new ConnectHeaders().add(name, value));
    }

    private static SinkRecord tampered(String from, String to) {
        Schema marked = ENCRYPTED.valueSchema().field("f").schema();
        String parameter = marked.parameters().get("lockweir.encrypted");
        assertThat(parameter).contains(from);
        SchemaBuilder field = SchemaBuilder.string();
        marked.parameters()
                .forEach((key, value) ->
                        field.parameter(key, key.equals("lockweir.encrypted") ? value.replace(from, to) : value));
        Schema row = SchemaBuilder.struct().field("f", field.build()).build();
        return Transforms.sink(row, new Struct(row).put("f", CIPHERTEXT));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
