package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.PlaintextBuffer;
import io.lockweir.encryption.value.PlaintextDecoder;
import io.lockweir.encryption.value.PlaintextEncoder;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated input, with a seed in every failure: the only answers are a value or an {@link EnvelopeException}, and no input
 * makes the decoder allocate out of proportion. Plaintexts are fuzzed without their cipher, as an insider with a key could.
 */
class DecoderFuzzTest {
    private static final int ROUNDS = 100_000;
    /** A value's Java form may be larger than its bytes (an item of one byte becomes an object), but by a constant factor only. */
    private static final long ALLOWED_PER_BYTE = 200;
    /** Classes loaded on the way count as this thread's allocation. */
    private static final long ALLOWED_ONCE = 1_000_000;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void envelopes() {
        try (KeySource keys = Bound.keys();
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            List<Bound> bounds = Bound.all(engine);
            List<byte[]> corpus = new ArrayList<>();
            bounds.forEach(bound -> corpus.add(bound.encryptor().encrypt(bound.value())));
            for (int i = 0; i < ROUNDS / 4; i++) {
                Bound bound = bounds.get(random.nextInt(bounds.size()));
                byte[] input = input(corpus);
                survives(() -> bound.decryptor().decrypt(input), input);
                String text = text(input);
                survives(() -> bound.decryptor().decryptText(text), input);
            }
        }
    }

    @Test
    void typedPlaintexts() {
        List<byte[]> corpus = new ArrayList<>();
        List<PlaintextDecoder> decoders =
                new ArrayList<>(List.of(PlaintextDecoder.baseTypes(), PlaintextDecoder.plainTypesOnly()));
        for (Samples.Sample sample : Samples.all()) {
            PlaintextBuffer buffer = new PlaintextBuffer();
            PlaintextEncoder.typed(sample.schema()).encode(sample.value(), buffer);
            corpus.add(Arrays.copyOf(buffer.array(), buffer.length()));
            decoders.add(PlaintextDecoder.typed(sample.schema()));
        }
        fuzz(corpus, decoders);
    }

    @Test
    void joinPlaintexts() {
        List<byte[]> corpus = new ArrayList<>();
        List<PlaintextDecoder> decoders = new ArrayList<>();
        for (Samples.JoinSample sample : Samples.joins()) {
            PlaintextBuffer buffer = new PlaintextBuffer();
            PlaintextEncoder.join(sample.schema(), sample.domain()).encode(sample.value(), buffer);
            corpus.add(Arrays.copyOf(buffer.array(), buffer.length()));
            decoders.add(PlaintextDecoder.join(sample.domain(), sample.schema()));
            decoders.add(PlaintextDecoder.join(sample.domain(), null));
        }
        decoders.add(PlaintextDecoder.join(JoinDomain.of("d", ValueType.DECIMAL), ValueSchema.of(ValueType.INT32)));
        fuzz(corpus, decoders);
    }

    private void fuzz(List<byte[]> corpus, List<PlaintextDecoder> decoders) {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] input = input(corpus);
            PlaintextDecoder decoder = decoders.get(random.nextInt(decoders.size()));
            survives(() -> decoder.decode(input), input);
        }
    }

    private void survives(Runnable decode, byte[] input) {
        long before = allocated();
        try {
            decode.run();
        } catch (EnvelopeException e) {
            assertThat(e.reason()).isNotNull();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", input of " + input.length + " bytes", e);
        }
        assertThat(allocated() - before)
                .as("bytes allocated; seed %d", seed)
                .isLessThan(ALLOWED_ONCE + ALLOWED_PER_BYTE * input.length);
    }

    private byte[] input(List<byte[]> corpus) {
        if (random.nextInt(4) == 0) {
            byte[] input = new byte[random.nextInt(80)];
            random.nextBytes(input);
            if (input.length > 2 && random.nextBoolean()) {
                input[0] = (byte) 0xE1;
                input[1] = (byte) random.nextInt(4);
            }
            return input;
        }
        byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(3); i >= 0 && input.length > 0; i--) {
            int at = random.nextInt(input.length);
            switch (random.nextInt(5)) {
                case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> input[at] = (byte) random.nextInt(256);
                case 2 -> input[at] = (byte) (random.nextBoolean() ? 0x7F : 0xFF);
                case 3 -> input = Arrays.copyOf(input, at);
                default -> input = Arrays.copyOf(input, input.length + random.nextInt(9));
            }
        }
        return input;
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

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
