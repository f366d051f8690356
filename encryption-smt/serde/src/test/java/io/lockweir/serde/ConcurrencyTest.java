package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final String TOPIC = "bank.customers";
    private static final int THREADS = 64;
    private static final int RECORDS = 400;

    @TempDir
    Path folder;

    private int wraps;
    private int unwraps;

    @BeforeEach
    void count() {
        CountingKmsProvider.down(false);
        wraps = CountingKmsProvider.WRAPS.get();
        unwraps = CountingKmsProvider.UNWRAPS.get();
    }

    @AfterEach
    void everyClientIsClosed() {
        assertThat(CountingKmsProvider.OPEN).hasValue(0);
    }

    @Test
    void sixtyFourThreadsShareOneSerializerAndOneKey() throws Exception {
        Queue<byte[]> messages = new ConcurrentLinkedQueue<>();
        try (EncryptedSerde<String> shared = serde("w")) {
            inThreads(thread -> {
                for (int i = 0; i < RECORDS; i++) {
                    String text = thread + ":" + i;
                    byte[] message = shared.serializer().serialize(TOPIC, text);
                    assertThat(shared.deserializer().deserialize(TOPIC, message))
                            .isEqualTo(text);
                    messages.add(message);
                }
            });
        }
        assertThat(messages.stream().map(java.nio.ByteBuffer::wrap).distinct()).hasSize(THREADS * RECORDS);
        assertThat(messages.stream()
                        .map(message ->
                                java.nio.ByteBuffer.wrap(message, 18, 12).slice())
                        .distinct())
                .as("no IV is used twice under the one key")
                .hasSize(THREADS * RECORDS);
        assertThat(CountingKmsProvider.WRAPS.get() - wraps).isEqualTo(1);

        int before = CountingKmsProvider.UNWRAPS.get();
        List<byte[]> all = new ArrayList<>(messages);
        try (EncryptedSerde<String> reading = serde("r")) {
            inThreads(thread -> {
                for (int i = 0; i < RECORDS; i++) {
                    assertThat(reading.deserializer().deserialize(TOPIC, all.get(thread * RECORDS + i)))
                            .contains(":");
                }
            });
        }
        assertThat(CountingKmsProvider.UNWRAPS.get() - before).isEqualTo(1);
    }

    @Test
    void aSerializerPerThreadWithEqualSettingsFetchesEachKeyOnce() throws Exception {
        List<EncryptedSerde<String>> serdes = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            serdes.add(serde("same"));
        }
        Queue<byte[]> messages = new ConcurrentLinkedQueue<>();
        inThreads(thread -> messages.add(serdes.get(thread).serializer().serialize(TOPIC, "text")));
        inThreads(thread -> messages.forEach(
                message -> assertThat(serdes.get(thread).deserializer().deserialize(TOPIC, message))
                        .isEqualTo("text")));
        serdes.forEach(EncryptedSerde::close);

        assertThat(CountingKmsProvider.WRAPS.get() - wraps).isEqualTo(1);
        assertThat(CountingKmsProvider.UNWRAPS.get() - unwraps).isLessThanOrEqualTo(1);
    }

    @Test
    void closingWhileOthersWriteEitherWritesOrFails() throws Exception {
        EncryptedSerde<String> shared = serde("closing");
        CountDownLatch writing = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                all.add(threads.submit(() -> {
                    boolean counted = false;
                    while (true) {
                        try {
                            assertThat(shared.serializer().serialize(TOPIC, "text"))
                                    .startsWith(0xE1);
                        } catch (IllegalStateException | EncryptionFailedException e) {
                            return true;
                        } finally {
                            if (!counted) {
                                counted = true;
                                writing.countDown();
                            }
                        }
                    }
                }));
            }
            assertThat(writing.await(60, TimeUnit.SECONDS)).isTrue();
            shared.close();
            for (Future<Boolean> each : all) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void withoutAKeyItFailsAndRecovers() {
        CountingKmsProvider.down(true);
        try (EncryptedSerde<String> waiting = serde("down")) {
            assertThatThrownBy(() -> waiting.serializer().serialize(TOPIC, "text"))
                    .isInstanceOfSatisfying(
                            EncryptionFailedException.class,
                            e -> assertThat(e.ofRecord()).isFalse())
                    .hasCauseInstanceOf(KeyUnavailableError.class);
            CountingKmsProvider.down(false);
            assertThat(waiting.serializer().serialize(TOPIC, "text")).startsWith(0xE1);
        } finally {
            CountingKmsProvider.down(false);
        }
    }

    private interface InThread {
        void run(int thread) throws Exception;
    }

    private static void inThreads(InThread work) throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                all.add(threads.submit(() -> {
                    start.await();
                    work.run(thread);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : all) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Equal names give equal settings; the file of keys is the same for all. */
    private EncryptedSerde<String> serde(String name) {
        Map<String, Object> settings = new HashMap<>(Settings.of(
                "lockweir.inner.serde",
                Serdes.StringSerde.class.getName(),
                "lockweir.key.source",
                "envelope",
                "lockweir.kek",
                "eu",
                "lockweir.kek.eu.kms",
                "counting",
                "lockweir.kek.eu.key",
                "key-eu",
                "lockweir.key.wait.ms",
                "2000",
                "lockweir.dek.ttl.ms",
                name.equals("r") ? "600001" : "600000",
                "lockweir.store",
                "file",
                "lockweir.store.file",
                folder.resolve("deks").toString()));
        EncryptedSerde<String> serde = new EncryptedSerde<>();
        serde.configure(settings, false);
        return serde;
    }
}
