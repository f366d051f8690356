package io.lockweir.cassandra.format.log.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By hand, from the formats' descriptions; what Cassandra itself compressed is read in {@code OracleIT}. */
class SectionCodecsTest {

    @Test
    void decompressesLz4() {
        // The length; a literal of 3, a copy of 3 + 4 from 3 back; a last literal of 1.
        assertThat(decompress("LZ4Compressor", "0b000000" + "33616263" + "0300" + "1064", 11))
                .isEqualTo("abcabcabcad");
    }

    @Test
    void decompressesSnappy() {
        // The length; a literal of 3; a copy of 7 from 3 back in two bytes; a literal of 1.
        assertThat(decompress(
                        "org.apache.cassandra.io.compress.SnappyCompressor", "0b" + "08616263" + "0d03" + "0064", 11))
                .isEqualTo("abcabcabcad");
    }

    @Test
    void refusesALengthThatTheInputCannotHold() {
        for (String codec : new String[] {"LZ4Compressor", "SnappyCompressor", "DeflateCompressor", "NoopCompressor"}) {
            assertThatExceptionOfType(MalformedBytesException.class)
                    .as(codec)
                    .isThrownBy(() -> decompress(codec, "ffffff7f00", Integer.MAX_VALUE));
        }
    }

    @Test
    void refusesRandomBytesWithoutAnyOtherError() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (String codec : new String[] {"LZ4Compressor", "SnappyCompressor", "DeflateCompressor"}) {
                try {
                    SectionCodecs.builtIn().find(codec).orElseThrow().decompress(Slice.of(bytes), random.nextInt(100));
                } catch (MalformedBytesException expected) {
                    assertThat(expected.getMessage()).as("seed %s", seed).isNotEmpty();
                } catch (RuntimeException e) {
                    throw new AssertionError(codec + ", seed " + seed, e);
                }
            }
        }
    }

    private static String decompress(String codec, String hex, int length) {
        Slice compressed = Slice.of(HexFormat.of().parseHex(hex));
        return SectionCodecs.builtIn()
                .find(codec)
                .orElseThrow()
                .decompress(compressed, length)
                .toUtf8();
    }
}
