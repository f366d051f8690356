package io.lockweir.demo.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.ColumnKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan finds what is planted, in every form and every place: without this, "no leak found" would mean nothing. */
class LeakScanTest {
    private static final Canaries CANARIES = new Canaries(new SplittableRandom(7));

    @TempDir
    Path folder;

    static Stream<Canary> canaries() {
        return CANARIES.all().stream();
    }

    @Test
    void plantsAtLeastFiftyCanariesAndSomeInEveryEncryptedColumn() {
        assertThat(CANARIES.all()).hasSizeGreaterThan(50);
        assertThat(CANARIES.all().stream().map(Canary::field).distinct()).hasSize(19);
        assertThat(CANARIES.all().stream().map(Canary::token).distinct()).hasSameSizeAs(CANARIES.all());
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void findsEveryFormOfEveryCanary(Canary canary) throws IOException {
        List<byte[]> plain = plainForms(canary);
        for (byte[] form : plain) {
            for (byte[] planted : disguises(form)) {
                assertThat(leaksIn("some noise ", planted, " more noise")).isNotEmpty();
            }
        }
    }

    @Test
    void findsNothingInNoise() throws IOException {
        byte[] noise = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(noise);
        assertThat(leaksIn("", noise, "")).isEmpty();
    }

    @Test
    void namesPlaceAndFieldButNotTheValue() throws IOException {
        Canary canary = CANARIES.all().get(0);
        List<Leak> leaks = leaksIn("", canary.token().getBytes(StandardCharsets.UTF_8), "");
        assertThat(leaks).hasSize(1);
        assertThat(leaks.get(0).toString())
                .contains("customers.full_name as UTF-8 in", "file.bin")
                .doesNotContain(canary.token());
        assertThat(canary.toString()).doesNotContain(canary.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "zstandard"})
    void findsCanariesInAvroFiles(String codec) throws IOException {
        Path file = folder.resolve("manifest-m0.avro");
        Schema schema =
                SchemaBuilder.record("entry").fields().requiredString("bound").endRecord();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.fromString(codec)).create(schema, file.toFile());
            writer.append(new GenericRecordBuilder(schema)
                    .set("bound", CANARIES.all().get(9).token())
                    .build());
        }
        assertThat(scan(file)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "zstd", "lz4"})
    void findsCanariesInKeyValueAndHeaderOfKafkaSegments(String compression) throws IOException {
        byte[] secret = CANARIES.all().get(3).token().getBytes(StandardCharsets.UTF_8);
        byte[] other = new byte[2_000];
        SimpleRecord record = new SimpleRecord(1L, join(other, secret), join(secret, other), new RecordHeader[] {
            new RecordHeader("h", join(other, secret))
        });
        Path file = folder.resolve("00000000000000000000.log");
        try (FileRecords segment = FileRecords.open(file.toFile())) {
            segment.append(MemoryRecords.withRecords(compression(compression), record));
        }
        // Three decoded ones, and what the compression leaves in clear.
        assertThat(scan(file)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void findsCanariesInGzippedMetadata() throws IOException {
        Path file = folder.resolve("00001-x.gz.metadata.json");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(("{\"upper-bound\":\"" + CANARIES.all().get(0).token() + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(scan(file)).isNotEmpty();
    }

    private static Compression compression(String name) {
        return Compression.of(name).build();
    }

    private static List<byte[]> plainForms(Canary canary) {
        if (canary.kind() == ColumnKind.BYTES) {
            return List.of(HexFormat.of().parseHex(canary.token()));
        }
        Stream<byte[]> texts = Stream.<Charset>of(
                        StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .map(charset -> canary.token().getBytes(charset));
        return canary.kind() == ColumnKind.NUMERIC
                ? Stream.concat(
                                texts,
                                Stream.of(new BigDecimal(canary.token())
                                        .unscaledValue()
                                        .toByteArray()))
                        .toList()
                : texts.toList();
    }

    /** The bytes as they are, in hexadecimal, and in base64 with zero, one and two bytes before them. */
    private static List<byte[]> disguises(byte[] bytes) {
        byte[] tail = {'t', 'a', 'i', 'l'};
        return List.of(
                bytes,
                HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().withUpperCase().formatHex(bytes).getBytes(StandardCharsets.US_ASCII),
                Base64.getEncoder().encode(bytes),
                Base64.getUrlEncoder().encode(bytes),
                Base64.getEncoder().encode(join(join(new byte[] {'x'}, bytes), tail)),
                Base64.getEncoder().encode(join(join(new byte[] {'x', 'y'}, bytes), tail)),
                Base64.getUrlEncoder().withoutPadding().encode(join(new byte[] {'x', 'y'}, bytes)));
    }

    private List<Leak> leaksIn(String before, byte[] planted, String after) throws IOException {
        Path file = folder.resolve("file.bin");
        Files.write(
                file,
                join(join(before.getBytes(StandardCharsets.UTF_8), planted), after.getBytes(StandardCharsets.UTF_8)));
        return scan(file);
    }

    private static List<Leak> scan(Path file) throws IOException {
        LeakScan scan = Holder.SCAN;
        int before = scan.leaks().size();
        scan.file(file);
        return scan.leaks().subList(before, scan.leaks().size());
    }

    /** One automaton for all tests: it takes a moment to make. */
    private static final class Holder {
        static final LeakScan SCAN = new LeakScan(CANARIES.all());
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
