package io.lockweir.cassandra.format.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random logs of Cassandra 4.1 and 5.0, written and read by Cassandra's own code, and read by ours: the same mutations, cell by cell.
 *
 * <p>{@code -Dlockweir.oracle.mutations=1000000} for how many a log, {@code -Dlockweir.oracle.seed=}.
 */
class OracleIT {

    private static final int MUTATIONS = Integer.getInteger("lockweir.oracle.mutations", 4_000);
    private static final long SEED = Long.getLong("lockweir.oracle.seed", System.nanoTime());

    @TempDir
    Path directory;

    static Stream<Arguments> logs() {
        return Stream.of(
                Arguments.of("4.1, version 7", LogSettings.CASSANDRA_41, 1),
                Arguments.of("5.0, version 7", LogSettings.CASSANDRA_50, 1),
                Arguments.of("5.0, version 8", LogSettings.CASSANDRA_50_V8, 1),
                Arguments.of("5.0, LZ4", LogSettings.CASSANDRA_50_V8.compressed("LZ4Compressor"), 10),
                Arguments.of("4.1, Snappy", LogSettings.CASSANDRA_41.compressed("SnappyCompressor"), 10),
                Arguments.of("5.0, Deflate", LogSettings.CASSANDRA_50.compressed("DeflateCompressor"), 10));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void decodesWhatCassandraDecodes(String name, LogSettings settings, int divisor) throws Exception {
        System.out.println(name + ": seed " + SEED + ", " + MUTATIONS / divisor + " mutations");
        RandomSchema schema = new RandomSchema(SEED, settings.server().equals("cassandra-5.0"));
        Path schemaFile = Files.write(directory.resolve("schema"), SchemaText.of(schema.userTypes(), schema.tables()));
        CassandraOracle oracle = new CassandraOracle(settings, stackHome(), directory.resolve("oracle"));

        int compared = 0;
        try (OracleProcess process = oracle.write(schemaFile, SEED, MUTATIONS / divisor, Content.MIXED)) {
            String first = process.next();
            for (Path segment : oracle.segments()) {
                MutationDecoder decoder = new MutationDecoder(schema.tables());
                try (SegmentReader reader = SegmentReader.open(segment, 0, SectionCodecs.builtIn())) {
                    Step step = reader.next(Extent.SEALED);
                    while (step instanceof Step.Found found) {
                        String line = first != null ? first : process.next();
                        first = null;
                        assertSame(line, decoder.decode(found.entry()), segment);
                        compared++;
                        step = reader.next(Extent.SEALED);
                    }
                    String line = first != null ? first : process.next();
                    first = null;
                    assertThat(line)
                            .as("after the last entry of %s", segment)
                            .isEqualTo("end " + segment.getFileName());
                }
            }
            assertThat(process.next()).isNull();
        }
        assertThat(compared).isEqualTo(MUTATIONS / divisor);
    }

    private static void assertSame(@Nullable String line, Decoded decoded, Path segment) {
        Objects.requireNonNull(line, "the oracle ended too soon");
        if (!(decoded instanceof Decoded.Mutation mutation)) {
            fail("%s of %s where Cassandra has %s", decoded, segment, line);
            return;
        }
        String text = LogText.of(mutation);
        if (!text.equals(line)) {
            int from = Math.max(0, Arrays.mismatch(text.toCharArray(), line.toCharArray()) - 300);
            fail(
                    "at %s, from the text's offset %s on, ours and Cassandra's:%n%s%n%s",
                    mutation.start(), from, some(text, from), some(line, from));
        }
    }

    private static String some(String text, int from) {
        return text.substring(Math.min(from, text.length()), Math.min(text.length(), from + 500));
    }

    private static Path stackHome() {
        return Path.of(Objects.requireNonNull(System.getProperty("lockweir.stack.home"), "run by Maven"));
    }
}
