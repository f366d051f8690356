package io.lockweir.cassandra.format.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.log.Extent;
import io.lockweir.cassandra.format.log.SegmentReader;
import io.lockweir.cassandra.format.log.Step;
import io.lockweir.cassandra.format.log.compression.SectionCodecs;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.MutationDecoder;
import io.lockweir.cassandra.oracle.CassandraOracle;
import io.lockweir.cassandra.oracle.CassandraOracle.Content;
import io.lockweir.cassandra.oracle.LogSettings;
import io.lockweir.cassandra.oracle.OracleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs with flipped bits, holes, and cut short: what we read without an error is what Cassandra reads; else there is an error with a
 * name, behind a prefix of the right mutations.
 *
 * <p>{@code -Dlockweir.oracle.damages=} for how many, {@code -Dlockweir.oracle.seed=}.
 */
class DamagedLogIT {

    private static final int DAMAGES = Integer.getInteger("lockweir.oracle.damages", 40);
    private static final long SEED = Long.getLong("lockweir.oracle.seed", System.nanoTime());

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "LZ4Compressor"})
    void readsDamagedLogsAsCassandraDoesOrNamesTheError(String compression) throws Exception {
        System.out.println(compression + ": seed " + SEED + ", " + DAMAGES + " damages");
        Random random = new Random(SEED);
        RandomSchema schema = new RandomSchema(SEED, true);
        Path schemaFile = Files.write(directory.resolve("schema"), SchemaText.of(schema.userTypes(), schema.tables()));
        LogSettings settings = LogSettings.CASSANDRA_50_V8;
        CassandraOracle oracle = new CassandraOracle(
                compression.equals("plain") ? settings : settings.compressed(compression),
                stackHome(),
                directory.resolve("o"));
        try (OracleProcess process = oracle.write(schemaFile, SEED, 300, Content.MIXED)) {
            while (process.next() != null) {
                // Ours is compared with it in OracleIT.
            }
        }
        Path original = oracle.segments().get(0);
        List<String> right = read(schema, original);
        List<Path> damaged = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(original);
        int end = dataEnd(bytes);
        for (int i = 0; i < DAMAGES; i++) {
            Path folder = Files.createDirectories(directory.resolve("damaged" + i));
            damaged.add(Files.write(folder.resolve(original.getFileName()), damage(bytes, end, random)));
        }

        int named = 0;
        try (OracleProcess process = oracle.read(schemaFile, damaged)) {
            for (Path file : damaged) {
                List<String> ours = read(schema, file);
                List<String> cassandras = new ArrayList<>();
                String line = Objects.requireNonNull(process.next());
                for (; !line.startsWith("end "); line = Objects.requireNonNull(process.next())) {
                    if (!line.startsWith("error ")) {
                        cassandras.add(line);
                    }
                }
                String last = ours.remove(ours.size() - 1);
                assertThat(ours).as("seed %s, %s", SEED, file).isEqualTo(right.subList(0, ours.size()));
                if (last.equals("End")) {
                    assertThat(ours).as("seed %s, %s", SEED, file).isEqualTo(cassandras);
                } else {
                    named++;
                }
            }
        }
        assertThat(named).isPositive();
    }

    @Test
    void decodesMutationsWithFlippedBitsToSomethingOrNamesTheError() throws Exception {
        Random random = new Random(SEED);
        RandomSchema schema = new RandomSchema(SEED, true);
        Path schemaFile = Files.write(directory.resolve("schema"), SchemaText.of(schema.userTypes(), schema.tables()));
        CassandraOracle oracle = new CassandraOracle(LogSettings.CASSANDRA_50_V8, stackHome(), directory.resolve("o"));
        try (OracleProcess process = oracle.write(schemaFile, SEED, 500, Content.MIXED)) {
            while (process.next() != null) {
                // The segment is all that is wanted.
            }
        }
        MutationDecoder decoder = new MutationDecoder(schema.tables());
        int undecodable = 0;
        try (SegmentReader reader = SegmentReader.open(oracle.segments().get(0), 0, SectionCodecs.builtIn())) {
            while (reader.next(Extent.SEALED) instanceof Step.Found found) {
                Entry entry = found.entry();
                for (int i = 0; i < DAMAGES; i++) {
                    byte[] bytes = entry.mutation().toByteArray();
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                    try {
                        assertThat(decoder.decode(
                                        new Entry(entry.start(), entry.end(), entry.version(), Slice.of(bytes))))
                                .isNotNull();
                    } catch (CommitLogException e) {
                        assertThat(e.fault()).isEqualTo(CommitLogException.Fault.UNDECODABLE);
                        undecodable++;
                    }
                }
            }
        }
        assertThat(undecodable).isPositive();
    }

    private static byte[] damage(byte[] bytes, int end, Random random) {
        byte[] damaged = bytes.clone();
        int at = random.nextInt(end);
        switch (random.nextInt(3)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> damaged = Arrays.copyOf(damaged, at);
            default -> Arrays.fill(damaged, at, Math.min(end, at + 1 + random.nextInt(5000)), (byte) 0);
        }
        return damaged;
    }

    /** Behind the last byte that is not zero. */
    private static int dataEnd(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** A line a mutation, and then the end or the error. */
    private static List<String> read(RandomSchema schema, Path file) throws IOException {
        MutationDecoder decoder = new MutationDecoder(schema.tables());
        List<String> lines = new ArrayList<>();
        try (SegmentReader reader = SegmentReader.open(file, 0, SectionCodecs.builtIn())) {
            Step step = reader.next(Extent.SEALED);
            while (step instanceof Step.Found found) {
                lines.add(LogText.of((Decoded.Mutation) decoder.decode(found.entry())));
                step = reader.next(Extent.SEALED);
            }
            lines.add("End");
        } catch (CommitLogException e) {
            lines.add(e.fault().name());
        }
        return lines;
    }

    private static Path stackHome() {
        return Path.of(Objects.requireNonNull(System.getProperty("lockweir.stack.home"), "run by Maven"));
    }
}
