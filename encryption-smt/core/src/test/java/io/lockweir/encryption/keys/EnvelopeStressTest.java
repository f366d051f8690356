package io.lockweir.encryption.keys;

import static io.lockweir.encryption.keys.EnvelopeFixture.BANK;
import static io.lockweir.encryption.keys.EnvelopeFixture.EMAIL;
import static io.lockweir.encryption.keys.EnvelopeFixture.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keys are rotated, evicted, expired, revoked and restored while threads encrypt and decrypt with them and make new engines all the
 * time: whatever is encrypted can be read, and the only errors are those of a key service that refuses. {@code
 * -Dlockweir.stress.seconds=60} for longer.
 */
class EnvelopeStressTest {
    private static final int THREADS = 4;
    private static final ValueSchema TEXT = ValueSchema.of(ValueType.STRING);

    private final long seconds = Long.getLong("lockweir.stress.seconds", 3);
    private final long seed = Long.getLong("lockweir.stress.seed", System.nanoTime());
    private final EnvelopeFixture fixture = new EnvelopeFixture();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong values = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();

    @Test
    void noUseOfAKeyEverMeetsItsWiping() throws Exception {
        EnvelopeSettings settings = new EnvelopeSettings(
                List.of("eu"),
                new KeyBudget(500, 1 << 30, Duration.ofMinutes(10)),
                EnvelopeFixture.TTL,
                EnvelopeFixture.MAX_STALE,
                Duration.ofSeconds(20),
                "stress");
        EnvelopeKeySource source = fixture.source(settings, "eu");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<?>> work = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> use(source, new Random(seed + number))))
                    .toList();
            Future<?> trouble = threads.submit(() -> makeTrouble(source, new Random(seed - 1)));
            trouble.get();
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
        fixture.eu.restore("key-eu");
        System.out.printf("EnvelopeStressTest: seed %d, %d values, %d refused%n", seed, values.get(), refused.get());
        assertThat(values.get()).as("seed " + seed).isPositive();
        FieldDecryptor fresh = fixture.decryptor(fixture.source("eu"));
        for (byte[] each : kept) {
            assertThat(fresh.decrypt(each).value()).as("seed " + seed).isEqualTo("anna");
        }
        fixture.close();
    }

    private void use(EnvelopeKeySource source, Random random) {
        while (!stop.get()) {
            try (EncryptionEngine engine = new EncryptionEngine(source)) {
                FieldEncryptor encryptor = engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, EMAIL, BANK, TEXT));
                FieldDecryptor decryptor = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, EMAIL, BANK, TEXT));
                for (int i = 0; i < 1 + random.nextInt(100) && !stop.get(); i++) {
                    byte[] envelope = encryptor.encrypt("anna");
                    if (i == 0 && kept.size() < 10_000) {
                        kept.add(envelope);
                    }
                    assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
                    values.incrementAndGet();
                    if (random.nextInt(50) == 0) {
                        source.evict(idOf(envelope), KeyEvents.Eviction.SHREDDED);
                    }
                }
            } catch (KeyUnavailableError e) {
                // A refusal is the one answer that is right here. A key that was wiped under its user would say
                // "closed".
                assertThat(e.reason()).as(e.toString()).isEqualTo(KeyUnavailableError.Reason.DENIED);
                refused.incrementAndGet();
            }
        }
    }

    private void makeTrouble(EnvelopeKeySource source, Random random) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            fixture.clock.advance(Duration.ofSeconds(random.nextInt(120)));
            source.tick();
            if (random.nextInt(200) == 0) {
                fixture.eu.revoke("key-eu");
            } else if (random.nextInt(20) == 0) {
                fixture.eu.restore("key-eu");
            }
            LockSupport.parkNanos(100_000);
        }
        stop.set(true);
    }
}
