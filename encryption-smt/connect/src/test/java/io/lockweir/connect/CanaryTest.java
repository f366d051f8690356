package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, no value reaches an exception, a log or a toString. */
class CanaryTest {
    private static final String CANARY = "canary47110815";
    /** Where simplelogger.properties lets every logger write, from TRACE on. */
    private static final Path LOG = Path.of("target", "test-log.txt");

    private static final List<String> FORMS = List.of("canary", "47110815", "Y2FuYXJ5", "63616e617279");

    @Test
    void noFailureShowsAValue() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream captured = new PrintStream(log, true, StandardCharsets.UTF_8);
        List<Throwable> failures = new ArrayList<>();
        try {
            System.setOut(captured);
            System.setErr(captured);
            failures.addAll(encryptingFailures());
            failures.addAll(decryptingFailures());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(failures).hasSizeGreaterThan(25);
        for (Throwable failure : failures) {
            assertNoCanary(stackTrace(failure));
        }
        assertNoCanary(log.toString(StandardCharsets.UTF_8));
        assertNoCanary(Files.readString(LOG));
    }

    @Test
    void noObjectShowsAValue() {
        EncryptFields<SourceRecord> encrypt = Transforms.encryptor("fields", "text");
        SourceRecord encrypted = encrypt.apply(record("text", Schema.STRING_SCHEMA, CANARY));

        assertNoCanary(encrypt.toString());
        assertNoCanary(encrypted.toString());
        assertNoCanary(
                encrypted.valueSchema().field("text").schema().parameters().toString());
    }

    private static List<Throwable> encryptingFailures() {
        List<Throwable> failures = new ArrayList<>();
        String[] tolerances = {"fail", "tolerate"};
        for (String onError : tolerances) {
            failures.add(encrypting("f", record("f", Schema.STRING_SCHEMA, CANARY + "\uD800"), onError));
            failures.add(encrypting("f", record("f", Decimal.schema(1), new BigDecimal("47110815.4711")), onError));
            failures.add(encrypting("f.x", record("f", Schema.STRING_SCHEMA, CANARY), onError));
            failures.add(encrypting("f[*]", record("f", Schema.STRING_SCHEMA, CANARY), onError));
            failures.add(encrypting("missing", record("f", Schema.STRING_SCHEMA, CANARY), onError));
            failures.add(encrypting("f", Transforms.source(Schema.STRING_SCHEMA, CANARY), onError));
            failures.add(encrypting("f", Transforms.source(null, CANARY), onError));
            failures.add(encrypting("f", Transforms.source(null, Map.of(CANARY, CANARY)), onError));
            failures.add(encrypting("f", Transforms.source(null, Map.of("f", new StringBuilder(CANARY))), onError));
            failures.add(encrypting("f.x", Transforms.source(null, Map.of("f", CANARY)), onError));
            // A value that is not what its schema says, as a careless transform may make it.
            Schema row = SchemaBuilder.struct().field("f", Schema.STRING_SCHEMA).build();
            failures.add(encrypting("f", Transforms.source(row, Map.of("f", CANARY)), onError));
            failures.add(encrypting("f", Transforms.source(row, CANARY), onError));
        }
        failures.add(encrypting(
                "f",
                record("f", Schema.STRING_SCHEMA, CANARY),
                "mode",
                "join",
                "join.domain",
                "d",
                "join.type",
                "uuid"));
        failures.add(encrypting(
                "f",
                record("f", Decimal.schema(4), new BigDecimal("47110815.4711")),
                "mode",
                "join",
                "join.domain",
                "d",
                "join.type",
                "int64"));
        return failures;
    }

    private static List<Throwable> decryptingFailures() {
        List<Throwable> failures = new ArrayList<>();
        Schema clear = SchemaBuilder.struct().field("f", Schema.STRING_SCHEMA).build();
        failures.add(decrypting(Transforms.sink(clear, new Struct(clear).put("f", CANARY))));
        failures.add(decrypting(Transforms.sink(null, Map.of("f", CANARY))));
        failures.add(decrypting(Transforms.sink(null, Map.of("f", 47110815L))));
        failures.add(decrypting(Transforms.sink(null, Map.of("f", List.of(CANARY)))));
        failures.add(decrypting(Transforms.sink(null, CANARY)));
        failures.add(decrypting(Transforms.sink(clear, CANARY)));
        return failures;
    }

    private static Throwable encrypting(String field, SourceRecord record, String onError) {
        return encrypting(field, record, "on.error", onError);
    }

    private static Throwable encrypting(String field, SourceRecord record, String... keysAndValues) {
        String[] config = new String[keysAndValues.length + 2];
        System.arraycopy(keysAndValues, 0, config, 2, keysAndValues.length);
        config[0] = "fields";
        config[1] = field;
        return failureOf(() -> Transforms.encryptor(config).apply(record));
    }

    private static Throwable decrypting(SinkRecord record) {
        return failureOf(() -> Transforms.decryptor("fields", "f").apply(record));
    }

    private static Throwable failureOf(Runnable failing) {
        try {
            failing.run();
        } catch (RuntimeException | FailClosedError e) {
            return e;
        }
        throw new AssertionError("It did not fail");
    }

    private static SourceRecord record(String field, Schema schema, Object value) {
        Schema row = SchemaBuilder.struct().field(field, schema).build();
        return Transforms.source(new Struct(row).put(field, value));
    }

    private static void assertNoCanary(String text) {
        for (String form : FORMS) {
            assertThat(text).doesNotContain(form);
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
