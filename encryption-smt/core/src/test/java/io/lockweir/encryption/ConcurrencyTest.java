package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Keysets;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final ValueSchema TEXT = ValueSchema.of(ValueType.STRING);
    private static final EncryptSpec ENCRYPT = new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, Bound.BANK, TEXT);
    private static final DecryptSpec DECRYPT = new DecryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, Bound.BANK, TEXT);
    private static final int THREADS = 8;
    private static final int ENGINES_PER_THREAD = 20;
    private static final int VALUES_PER_ENGINE = 250;

    @Test
    void noIvIsEverUsedTwiceAndNoKeyBeyondItsBudget() throws Exception {
        KeyBudget budget = new KeyBudget(3_000, 1L << 38, Duration.ofDays(1));
        Collection<byte[]> envelopes = ConcurrentHashMap.newKeySet();
        try (KeySource keys = KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1), budget)) {
            inThreads(() -> {
                for (int i = 0; i < ENGINES_PER_THREAD; i++) {
                    try (EncryptionEngine engine = new EncryptionEngine(keys)) {
                        // Two fields of one thread share its stream.
                        FieldEncryptor one = engine.encryptor(ENCRYPT);
                        FieldEncryptor two = engine.encryptor(ENCRYPT);
                        FieldDecryptor decryptor = engine.decryptor(DECRYPT);
                        for (int j = 0; j < VALUES_PER_ENGINE; j++) {
                            byte[] envelope = (j % 2 == 0 ? one : two).encrypt("v" + j);
                            assertThat(decryptor.decrypt(envelope).value()).isEqualTo("v" + j);
                            envelopes.add(envelope);
                        }
                    }
                }
                return null;
            });
        }
        Set<String> ivs = ConcurrentHashMap.newKeySet();
        Map<String, Integer> uses = new HashMap<>();
        for (byte[] envelope : envelopes) {
            assertThat(ivs.add(HexFormat.of().formatHex(envelope, 2, 30)))
                    .as("iv used once")
                    .isTrue();
            uses.merge(HexFormat.of().formatHex(envelope, 2, 18), 1, Integer::sum);
        }
        assertThat(envelopes).hasSize(THREADS * ENGINES_PER_THREAD * VALUES_PER_ENGINE);
        assertThat(uses.values()).allMatch(count -> count <= budget.uses());
        assertThat(uses.size()).as("budgets are used up, not thrown away").isLessThan(30);
    }

    @Test
    void oneEngineInTwoThreadsIsRefusedOrCorrectButNeverReusesAnIv() throws Exception {
        Collection<byte[]> envelopes = ConcurrentHashMap.newKeySet();
        try (KeySource keys = Bound.keys();
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            FieldEncryptor encryptor = engine.encryptor(ENCRYPT);
            inThreads(() -> {
                for (int i = 0; i < 20_000; i++) {
                    try {
                        envelopes.add(encryptor.encrypt("v"));
                    } catch (ConcurrentModificationException e) {
                        assertThat(e).hasMessageContaining("make one engine per thread");
                    }
                }
                return null;
            });
            Set<String> ivs = ConcurrentHashMap.newKeySet();
            FieldDecryptor decryptor = engine.decryptor(DECRYPT);
            for (byte[] envelope : envelopes) {
                assertThat(ivs.add(HexFormat.of().formatHex(envelope, 18, 30))).isTrue();
                assertThat(decryptor.decrypt(envelope).value()).isEqualTo("v");
            }
        }
    }

    @Test
    void anEngineInUseRefusesAnotherCall() {
        OneThread thread = new OneThread();
        thread.enter();
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(thread::enter);
        thread.leave();
        thread.enter();
    }

    private static void inThreads(Callable<Void> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(executor.submit(work));
            }
            for (Future<Void> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
