package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.Compression;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.PlaintextBuffer;
import io.lockweir.encryption.value.PlaintextDecoder;
import io.lockweir.encryption.value.PlaintextEncoder;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random and mutated input: the only answers are a value or an {@link EnvelopeException}, and no input makes the decoder allocate
 * beyond its size class. Plaintexts are fuzzed without their cipher, as an insider with a key could. Runs for a few seconds;
 * {@code -Dlockweir.fuzz.minutes=10} for longer, {@code -Dlockweir.fuzz.seed=…} to repeat a run.
 */
class DecoderFuzzTest {
    private static final long DEFAULT_MILLIS = 4_000;
    private static final long ALLOCATIONS_OF_A_SMALL_INPUT = 32_768;
    /** A value's Java form may be larger than its bytes (an item of one byte becomes an object), but by a constant factor only. */
    private static final long ALLOWED_PER_BYTE = 200;
    /** As configured for the records that are fuzzed: content of a zstd frame may be larger than the frame. */
    private static final int LARGEST_CONTENT = 4_096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is fuzzed with which inputs to begin from. */
    private record Target(String name, List<byte[]> corpus, List<Decoding> decodings, long allowed) {}

    @FunctionalInterface
    private interface Decoding {
        void decode(byte[] input);
    }

    private final long seed = Long.getLong("lockweir.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private long values;
    private long refusals;
    private long largestAllocation;

    @Test
    @Timeout(3_600)
    void answersOnlyWithAValueOrARefusalAndAllocatesInProportion() {
        long millis = Long.getLong("lockweir.fuzz.minutes", 0) * 60_000;
        long start = System.nanoTime();
        long end = start + (millis == 0 ? DEFAULT_MILLIS : millis) * 1_000_000;
        System.out.println("DecoderFuzzTest: seed " + seed);
        try (KeySource keys = Bound.keys();
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            List<Target> targets = List.of(envelopes(engine), typed(), joins(), records());
            long rounds = 0;
            do {
                for (Target target : targets) {
                    fuzz(target);
                }
                rounds++;
            } while (System.nanoTime() < end);
            System.out.printf(
                    "DecoderFuzzTest: seed %d, %d inputs in %d rounds and %d s, %d values, %d refusals, at most %d bytes"
                            + " allocated for one%n",
                    seed,
                    values + refusals,
                    rounds,
                    (System.nanoTime() - start) / 1_000_000_000,
                    values,
                    refusals,
                    largestAllocation);
        }
        assertThat(values).as("inputs that decode, seed %d", seed).isPositive();
        assertThat(refusals).as("inputs that do not, seed %d", seed).isPositive();
    }

    private Target envelopes(EncryptionEngine engine) {
        List<byte[]> corpus = new ArrayList<>();
        List<Decoding> decodings = new ArrayList<>();
        for (Bound bound : Bound.all(engine)) {
            corpus.add(bound.encryptor().encrypt(bound.value()));
            decodings.add(input -> bound.decryptor().decrypt(input));
            decodings.add(input -> bound.decryptor().decryptText(text(input)));
        }
        RecordSpec record = new RecordSpec(Part.WHOLE_VALUE, Bound.BANK);
        corpus.add(engine.encryptor(record).encrypt(new byte[] {0, 0, 0, 0, 7, 1, 2, 3}));
        FieldDecryptor whole = engine.decryptor(record);
        decodings.add(whole::decrypt);
        ValueSchema text = ValueSchema.of(ValueType.STRING);
        Scope scope = new Scope.Row("bank");
        RowBinding row = new RowBinding(List.of(new RowBinding.Sibling(FieldPath.of("id"), text)));
        row.enter(new Object[] {"7"});
        corpus.add(engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, scope, text), row)
                .encrypt("bound"));
        FieldDecryptor inRow = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, scope, text), row);
        decodings.add(inRow::decrypt);
        return new Target("envelopes", corpus, decodings, 0);
    }

    private Target typed() {
        List<byte[]> corpus = new ArrayList<>();
        List<Decoding> decodings = new ArrayList<>();
        for (PlaintextDecoder untyped : List.of(PlaintextDecoder.baseTypes(), PlaintextDecoder.plainTypesOnly())) {
            decodings.add(untyped::decode);
        }
        for (Samples.Sample sample : Samples.all()) {
            for (int pad : new int[] {0, 16}) {
                corpus.add(encoded(PlaintextEncoder.padded(sample.schema(), pad), sample.value()));
            }
            PlaintextDecoder decoder = PlaintextDecoder.typed(sample.schema());
            decodings.add(decoder::decode);
        }
        return new Target("plaintexts", corpus, decodings, 0);
    }

    private Target joins() {
        List<byte[]> corpus = new ArrayList<>();
        List<PlaintextDecoder> decoders = new ArrayList<>();
        for (Samples.JoinSample sample : Samples.joins()) {
            corpus.add(encoded(PlaintextEncoder.join(sample.schema(), sample.domain()), sample.value()));
            decoders.add(PlaintextDecoder.join(sample.domain(), sample.schema()));
            decoders.add(PlaintextDecoder.join(sample.domain(), null));
        }
        JoinDomain decimals = JoinDomain.of("d", ValueType.DECIMAL);
        decoders.add(PlaintextDecoder.join(decimals, ValueSchema.of(ValueType.INT32)));
        decoders.add(PlaintextDecoder.join(decimals, ValueSchema.of(ValueType.INT64)));
        return new Target(
                "join plaintexts",
                corpus,
                decoders.stream().<Decoding>map(decoder -> decoder::decode).toList(),
                0);
    }

    private Target records() {
        List<byte[]> corpus = new ArrayList<>();
        byte[] inner =
                "{\"name\":\"zoe\",\"note\":\"%s\"}".formatted("a".repeat(500)).getBytes(StandardCharsets.UTF_8);
        for (Compression compression : Compression.values()) {
            for (Padding padding : List.of(Padding.NONE, new Padding(64))) {
                corpus.add(
                        encoded(PlaintextEncoder.serialized(compression, LARGEST_CONTENT, padding.multiple()), inner));
            }
        }
        PlaintextDecoder decoder = PlaintextDecoder.serialized(LARGEST_CONTENT);
        return new Target("records", corpus, List.of(decoder::decode), LARGEST_CONTENT);
    }

    private static byte[] encoded(PlaintextEncoder encoder, @Nullable Object value) {
        PlaintextBuffer buffer = new PlaintextBuffer();
        encoder.encode(value, buffer);
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    private void fuzz(Target target) {
        for (int i = 0; i < 1_000; i++) {
            byte[] input = input(target.corpus());
            Decoding decoding =
                    target.decodings().get(random.nextInt(target.decodings().size()));
            long allowed = ALLOCATIONS_OF_A_SMALL_INPUT + ALLOWED_PER_BYTE * input.length + target.allowed();
            long allocated = allocatedBy(target, decoding, input);
            if (allocated > allowed) {
                // Classes and caches are loaded once; what the input itself takes, it takes every time.
                allocated = allocatedBy(target, decoding, input);
            }
            largestAllocation = Math.max(largestAllocation, Math.min(allocated, allowed));
            assertThat(allocated)
                    .as("%s: bytes allocated for %d, seed %d", target.name(), input.length, seed)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    private long allocatedBy(Target target, Decoding decoding, byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decoding.decode(input);
            values++;
        } catch (EnvelopeException e) {
            refusals++;
            assertThat(e.reason()).isNotNull();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("%s: seed %d, input of %d bytes".formatted(target.name(), seed, input.length), e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private byte[] input(List<byte[]> corpus) {
        return switch (random.nextInt(8)) {
            case 0 -> noise();
            case 1 -> nested();
            default -> mutated(corpus);
        };
    }

    private byte[] noise() {
        byte[] input = new byte[random.nextInt(random.nextInt(20) == 0 ? 5_000 : 80)];
        random.nextBytes(input);
        if (input.length > 2 && random.nextBoolean()) {
            input[0] = (byte) 0xE1;
            input[1] = (byte) random.nextInt(5);
        }
        return input;
    }

    /** Containers in containers, and counts that promise more than follows. */
    private byte[] nested() {
        byte[] input = new byte[random.nextInt(2_000)];
        for (int at = 0; at + 5 < input.length; at += 5) {
            input[at] = (byte) (0x10 + random.nextInt(3));
            input[at + 4] = (byte) (random.nextInt(10) == 0 ? 0xFF : 1);
            if (random.nextInt(200) == 0) {
                input[at + 1] = (byte) random.nextInt(256);
            }
        }
        return input;
    }

    private byte[] mutated(List<byte[]> corpus) {
        byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(4); i > 0 && input.length > 0; i--) {
            int at = random.nextInt(input.length);
            switch (random.nextInt(8)) {
                case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> input[at] = (byte) random.nextInt(256);
                case 2 -> input[at] = (byte) (random.nextBoolean() ? 0x7F : 0xFF);
                case 3 -> input = Arrays.copyOf(input, at);
                case 4 -> input = Arrays.copyOf(input, input.length + random.nextInt(9));
                case 5 ->
                    Arrays.fill(input, at, Math.min(input.length, at + 4), (byte) (random.nextBoolean() ? 0x7F : 0xFF));
                case 6 -> input = spliced(input, at, corpus.get(random.nextInt(corpus.size())));
                default -> input[at]++;
            }
        }
        return input;
    }

    private byte[] spliced(byte[] head, int at, byte[] other) {
        int from = random.nextInt(other.length);
        byte[] joined = Arrays.copyOf(head, at + other.length - from);
        System.arraycopy(other, from, joined, at, other.length - from);
        return joined;
    }

    private String text(byte[] input) {
        if (random.nextInt(3) == 0) {
            char[] chars = new char[input.length];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = (char) random.nextInt(random.nextBoolean() ? 128 : 65536);
            }
            return new String(chars);
        }
        return Base64.getEncoder().encodeToString(input);
    }
}
