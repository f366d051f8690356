package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.record.process.TestKeys;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.fault.Fault;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.fault.ProxiedRequest;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clear values are in data files and nowhere else: not in manifests, bounds, summaries, names, requests to the catalog, what is left
 * of staging, nor in any line that any library logs at TRACE; whole or cut to the sixteen characters of a bound.
 */
class LeakIT {

    private static final String TEXT = "LEAKQ7zR2mW9xT4vKc";
    private static final BigDecimal NUMBER = new BigDecimal("8372619405172830.4951");
    private static final Set<Integer> DECRYPTED = Set.of(2, 3);
    private static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "salary", Types.DecimalType.of(24, 4)));
    /** So that a search of the bytes finds what there is. */
    private static final Map<String, String> UNCOMPRESSED = Map.of(
            "format-version",
            "2",
            "write.parquet.compression-codec",
            "uncompressed",
            "write.delete.parquet.compression-codec",
            "uncompressed",
            "write.avro.compression-codec",
            "uncompressed",
            "write.manifest.compression-codec",
            "uncompressed",
            "write.metadata.metrics.default",
            "full");

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT));

    @TempDir
    private Path staging;

    @TempDir
    private Path files;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<SinkRig> rigs = new ArrayList<>();
    private @Nullable FaultyProxy recorder;

    @BeforeEach
    void record() {
        FaultyProxy proxy = FaultyProxy.before(STACK.stack().catalog().uri());
        proxy.always(request -> !bodies.add(request.path() + request.body()), new Fault.AnswerInstead(500));
        proxy.once(ProxiedRequest.tableCommit(), new Fault.AnswerInstead(503));
        proxy.once(ProxiedRequest.tableCommit(), new Fault.AnswerAfterApplying(409));
        recorder = proxy;
    }

    @AfterEach
    void close() {
        rigs.forEach(SinkRig::close);
        if (recorder != null) {
            recorder.close();
        }
    }

    @Test
    void clearValuesAreInDataFilesAndNowhereElse() throws Exception {
        SinkRig appended = rig("leakappended", COLUMNS);
        SinkRig upserted = rig("leakupserted", COLUMNS);
        SinkRig narrow = rig(
                "leaknarrow",
                new Schema(
                        Types.NestedField.required(1, "id", Types.LongType.get()),
                        Types.NestedField.optional(2, "email", Types.LongType.get()),
                        Types.NestedField.optional(3, "salary", Types.DecimalType.of(9, 2))));

        String log = run(
                config(appended, Map.of()),
                config(upserted, Map.of("write.mode", "upsert", "upsert.key.columns", "id")),
                config(narrow, Map.of()));

        assertThat(log)
                .contains(
                        "TRACE software.amazon.awssdk",
                        "DEBUG org.apache.iceberg",
                        "DEBUG org.apache.hc.client5.http.wire",
                        "ConnectException: HOLD bad-record-",
                        "committed 39 to " + appended.topic,
                        "committed 39 to " + upserted.topic);
        assertNoCanary("a log", log);
        assertThat(bodies).anyMatch(body -> body.contains("add-snapshot"));
        bodies.forEach(body -> assertNoCanary("a request", body));
        for (SinkRig rig : rigs) {
            rig.table().snapshots().forEach(snapshot -> assertNoCanary("a summary", snapshot.toString()));
        }
        assertThat(bounded(appended.table())).isEmpty();
        assertThat(bounded(upserted.table())).isEmpty();
        assertThat(upserted.table()
                        .currentSnapshot()
                        .deleteManifests(upserted.table().io()))
                .isNotEmpty();
        assertNoCanaryInStore();
        assertThat(staging).isEmptyDirectory();
    }

    private SinkRig rig(String name, Schema schema) {
        SinkRig rig = new SinkRig(STACK.stack(), staging, name, 1, schema, UNCOMPRESSED);
        rigs.add(rig);
        rig.produce(0, 20);
        rig.produce(0, 18);
        return rig;
    }

    /** 38 rows and the marker between two transactions. */
    private Path config(SinkRig rig, Map<String, String> more) throws IOException {
        Map<String, String> config = new HashMap<>(rig.connector());
        config.put("iceberg.catalog.uri", String.valueOf(recorder == null ? "" : recorder.uri()));
        config.put("keyset.json", TestKeys.json(1));
        config.put("policy.decrypt", "email,salary");
        config.put(LeakyRun.TEXT, TEXT);
        config.put(LeakyRun.NUMBER, NUMBER.toString());
        config.put(LeakyRun.ROWS, "39");
        config.putAll(more);
        Properties properties = new Properties();
        properties.putAll(config);
        Path file = files.resolve(rig.id.name() + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private String run(Path... configs) throws IOException, InterruptedException {
        Path log = files.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                // They see ciphertext only, and say much of it.
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=info",
                LeakyRun.class.getName()));
        Stream.of(configs).map(Path::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    private static List<String> bounded(Table table) throws IOException {
        List<String> found = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                Stream.concat(Stream.of(task.file()), task.deletes().stream())
                        .filter(LeakIT::bounded)
                        .forEach(file -> found.add(file.location()));
            }
        }
        return found;
    }

    private static boolean bounded(ContentFile<?> file) {
        List<Map<Integer, ByteBuffer>> bounds = new ArrayList<>();
        bounds.add(file.lowerBounds());
        bounds.add(file.upperBounds());
        return bounds.stream()
                .filter(ids -> ids != null)
                .anyMatch(ids -> ids.keySet().stream().anyMatch(DECRYPTED::contains));
    }

    private void assertNoCanaryInStore() throws IOException {
        List<String> clear = new ArrayList<>();
        try (Stream<Path> all = Files.walk(STACK.stack().objectStore().dataDirectory())) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("leak"))
                    .toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertNoCanary("a name", file.toString());
                if (file.toString().matches(".*/data/.*\\.parquet")) {
                    if (content.contains(TEXT)) {
                        clear.add(file.toString());
                    }
                } else {
                    assertNoCanary(file.toString(), content);
                }
            }
        }
        assertThat(clear).as("the search finds what is there").isNotEmpty();
    }

    private static void assertNoCanary(String place, String content) {
        for (String needle : needles()) {
            assertThat(content.contains(needle)).as("%s in %s", needle, place).isFalse();
        }
    }

    /** Shortened, so that what was cut is found. */
    private static List<String> needles() {
        List<String> needles = new ArrayList<>();
        String number = NUMBER.unscaledValue().toString();
        for (byte[] bytes : List.of(
                TEXT.substring(0, 14).getBytes(StandardCharsets.US_ASCII),
                number.substring(0, 14).getBytes(StandardCharsets.US_ASCII),
                NUMBER.toPlainString().substring(0, 14).getBytes(StandardCharsets.US_ASCII))) {
            needles.add(new String(bytes, StandardCharsets.US_ASCII));
            needles.add(HexFormat.of().formatHex(bytes));
            needles.add(HexFormat.of().withUpperCase().formatHex(bytes));
            for (int alignment = 0; alignment < 3; alignment++) {
                byte[] shifted = new byte[alignment + bytes.length];
                System.arraycopy(bytes, 0, shifted, alignment, bytes.length);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                needles.add(encoded.substring(alignment == 0 ? 0 : alignment + 1, shifted.length * 8 / 6));
            }
        }
        // The leading bytes of the binary form: rows differ in the last ones.
        byte[] binary = NUMBER.unscaledValue().toByteArray();
        String leading = new String(binary, 0, binary.length - 3, StandardCharsets.ISO_8859_1);
        needles.add(leading);
        needles.add(HexFormat.of().formatHex(binary, 0, binary.length - 3));
        return needles;
    }
}
