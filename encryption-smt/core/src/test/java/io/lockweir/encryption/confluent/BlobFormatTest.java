package io.lockweir.encryption.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlobFormatTest {
    private static final String VALUE = "canary gr\u00fc\u00dfe \ud83d\udd12";

    static Stream<Arguments> combinations() {
        return Arrays.stream(DekAlgorithm.values())
                .flatMap(
                        algorithm -> Arrays.stream(BlobFormat.values()).map(format -> Arguments.of(algorithm, format)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void opensWhatItSealed(DekAlgorithm algorithm, BlobFormat format) {
        Dek dek = new Dek(1, cipher(algorithm, 7));
        for (byte[] plaintext : List.of(new byte[0], new byte[] {0}, new byte[100_000], FieldText.plaintext(VALUE))) {
            byte[] blob = format.seal(dek, plaintext);
            int header = format == BlobFormat.PLAIN ? 0 : 5;
            assertThat(blob).hasSize(header + plaintext.length + algorithm.shortestCore());
            assertThat(format.open(dek, blob)).isEqualTo(plaintext);
            assertThat(FieldText.decode(FieldText.encode(blob))).isEqualTo(blob);
        }
        assertThat(dek.cipher().sealed()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void refusesEveryFlippedByteAndEveryLength(DekAlgorithm algorithm, BlobFormat format) {
        Dek dek = new Dek(1, cipher(algorithm, 7));
        byte[] blob = format.seal(dek, FieldText.plaintext(VALUE));
        for (int i = 0; i < blob.length; i++) {
            byte[] flipped = blob.clone();
            flipped[i] ^= (byte) 0x80;
            Reason reason = i >= (format == BlobFormat.PLAIN ? 0 : 5)
                    ? Reason.TAG_MISMATCH
                    : i == 0 ? Reason.BAD_MAGIC : i == 1 ? Reason.MALFORMED : Reason.UNKNOWN_KEY;
            assertFails(reason, () -> format.open(dek, flipped));
            byte[] cut = Arrays.copyOf(blob, i);
            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> format.open(dek, cut));
            assertThat(thrown).isInstanceOf(EnvelopeException.class);
        }
        assertFails(
                Reason.TRUNCATED,
                () -> format.open(dek, Arrays.copyOf(blob, blob.length - FieldText.plaintext(VALUE).length - 1)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void refusesAnotherKey(DekAlgorithm algorithm, BlobFormat format) {
        byte[] blob = format.seal(new Dek(1, cipher(algorithm, 7)), FieldText.plaintext(VALUE));
        assertFails(Reason.TAG_MISMATCH, () -> format.open(new Dek(1, cipher(algorithm, 8)), blob));
    }

    @Test
    void aVersionIsFiveBytesBeforeTheCiphertext() {
        Dek dek = new Dek(0x01020304, cipher(DekAlgorithm.AES256_SIV, 7));
        byte[] plaintext = FieldText.plaintext(VALUE);
        byte[] blob = BlobFormat.VERSIONED.seal(dek, plaintext);
        assertThat(HexFormat.of().formatHex(blob)).startsWith("0001020304");
        assertThat(BlobFormat.VERSIONED.version(blob)).isEqualTo(0x01020304);
        assertThat(Arrays.copyOfRange(blob, 5, blob.length))
                .isEqualTo(BlobFormat.PLAIN.seal(new Dek(1, cipher(DekAlgorithm.AES256_SIV, 7)), plaintext));
        assertFails(
                Reason.UNKNOWN_KEY,
                () -> BlobFormat.VERSIONED.open(new Dek(2, cipher(DekAlgorithm.AES256_SIV, 7)), blob));
    }

    @Test
    void aVersionIsNeverSniffed() {
        Dek dek = new Dek(1, cipher(DekAlgorithm.AES256_GCM, 7));
        byte[] versioned = BlobFormat.VERSIONED.seal(dek, FieldText.plaintext(VALUE));
        assertFails(Reason.TAG_MISMATCH, () -> BlobFormat.PLAIN.open(dek, versioned));
        assertThat(BlobFormat.forExpiryDays(0)).isEqualTo(BlobFormat.PLAIN);
        assertThat(BlobFormat.forExpiryDays(1)).isEqualTo(BlobFormat.VERSIONED);
    }

    @Test
    void onlyTheFirstVersionIsWrittenWithoutItsNumber() {
        Dek second = new Dek(2, cipher(DekAlgorithm.AES256_GCM, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> BlobFormat.PLAIN.seal(second, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dek(0, second.cipher()));
    }

    @Test
    void versionsThatAreNoneAreRefused() {
        assertFails(Reason.BAD_MAGIC, () -> BlobFormat.VERSIONED.version(new byte[0]));
        assertFails(Reason.BAD_MAGIC, () -> BlobFormat.VERSIONED.version(new byte[] {1, 0, 0, 0, 1}));
        assertFails(Reason.TRUNCATED, () -> BlobFormat.VERSIONED.version(new byte[] {0, 0, 0, 0}));
        assertFails(Reason.MALFORMED, () -> BlobFormat.VERSIONED.version(new byte[] {0, 0, 0, 0, 0}));
        assertFails(Reason.MALFORMED, () -> BlobFormat.VERSIONED.version(new byte[] {0, -1, -1, -1, -1}));
    }

    @Test
    void clearTextAndTextThatIsNoneIsRefused() {
        assertFails(Reason.BAD_BASE64, () -> FieldText.decode("John Doe"));
        assertFails(Reason.BAD_BASE64, () -> FieldText.decode("AAA"));
        assertFails(Reason.BAD_BASE64, () -> FieldText.decode("AAB="));
        assertFails(Reason.LONE_SURROGATE, () -> FieldText.plaintext("canary \ud83d"));
        assertFails(Reason.MALFORMED, () -> FieldText.text(new byte[] {(byte) 0xC0, (byte) 0x80}));
        assertThat(FieldText.text(FieldText.plaintext(VALUE))).isEqualTo(VALUE);
        assertThat(FieldText.plaintext(VALUE)).isEqualTo(VALUE.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void manyThreadsShareAKey(DekAlgorithm algorithm, BlobFormat format) throws Exception {
        Dek dek = new Dek(1, cipher(algorithm, 7));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<byte[]>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                byte[] plaintext = FieldText.plaintext(VALUE + i);
                calls.add(() -> {
                    byte[] blob = format.seal(dek, plaintext);
                    assertThat(format.open(dek, blob)).isEqualTo(plaintext);
                    return blob;
                });
            }
            Set<String> blobs = new HashSet<>();
            for (Future<byte[]> each : threads.invokeAll(calls)) {
                blobs.add(FieldText.encode(each.get()));
            }
            assertThat(blobs).hasSize(400);
            assertThat(dek.cipher().sealed()).isEqualTo(400);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void equalValuesAreEqualUnderADeterministicKeyOnly() {
        for (DekAlgorithm algorithm : DekAlgorithm.values()) {
            Dek dek = new Dek(1, cipher(algorithm, 7));
            byte[] first = BlobFormat.PLAIN.seal(dek, FieldText.plaintext(VALUE));
            byte[] second = BlobFormat.PLAIN.seal(dek, FieldText.plaintext(VALUE));
            assertThat(Arrays.equals(first, second)).isEqualTo(algorithm.isDeterministic());
        }
    }

    private static DekCipher cipher(DekAlgorithm algorithm, int seed) {
        byte[] key = new byte[algorithm.keyLength()];
        Arrays.fill(key, (byte) seed);
        return new DekCipher(algorithm, key);
    }

    private static void assertFails(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary", "John"));
    }
}
