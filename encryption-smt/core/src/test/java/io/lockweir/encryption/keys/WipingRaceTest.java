package io.lockweir.encryption.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Keys are wiped while other threads use them: what comes of it is an envelope that the right key opens, or an error; never one that
 * was made under zeros. Runs for a second a test; {@code -Dlockweir.stress.seconds=60} for longer.
 */
class WipingRaceTest {
    private static final int THREADS = 3;
    private static final int MOST_VALUES = 200;
    private static final Scope BANK = new Scope.Namespace("bank");
    private static final Scope SHOP = new Scope.Namespace("shop");
    private static final Scope.Join JOIN = new Scope.Join(JoinDomain.of("customer", ValueType.STRING));
    private static final List<Scope> SCOPES = List.of(BANK, SHOP, JOIN);
    private static final ValueSchema TEXT = ValueSchema.of(ValueType.STRING);
    private static final FieldPath PATH = FieldPath.of("email");

    private final long seconds = Long.getLong("lockweir.stress.seconds", 1);
    private final long seed = Long.getLong("lockweir.stress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void nobodyComputesWithAWipedKey() throws Exception {
        byte[] bytes = Keysets.bytes(1, 32);
        race(() -> {
            KeyMaterial key = new KeyMaterial(bytes.clone());
            Callable<@Nullable Void> use = () -> {
                for (int i = 0; i < MOST_VALUES; i++) {
                    byte[] seen;
                    try {
                        seen = key.use(byte[]::clone);
                    } catch (KeyUnavailableError e) {
                        refused.incrementAndGet();
                        return null;
                    }
                    done.incrementAndGet();
                    assertThat(seen).as("seed %d", seed).isEqualTo(bytes);
                }
                return null;
            };
            return new Race(use, key::wipe, () -> {});
        });
    }

    @Test
    void aClosedSourceEncryptsWithTheRightKeyOrNotAtAll() throws Exception {
        race(() -> {
            KeySource keys = keyset();
            Sealed sealed = new Sealed(keys, WipingRaceTest::keyset);
            return new Race(() -> sealed.encrypt(), keys::close, sealed::allOpen);
        });
    }

    @Test
    void rotationWipesNoKeyUnderAnothersHands() throws Exception {
        String json = Keysets.ofOneKey(1);
        KeyBudget small = new KeyBudget(64, 1L << 38, Duration.ofDays(1));
        race(() -> {
            KeySource keys = KeysetKeySource.fromTinkJson(json, small);
            Sealed sealed = new Sealed(keys, WipingRaceTest::keyset);
            return new Race(() -> sealed.encrypt(), keys::close, sealed::allOpen);
        });
    }

    @Test
    void anEngineClosedByAnotherThreadEncryptsWithTheRightKeyOrNotAtAll() throws Exception {
        KeySource keys = keyset();
        race(() -> {
            Sealed sealed = new Sealed(keys, WipingRaceTest::keyset);
            EncryptionEngine engine = new EncryptionEngine(keys);
            return new Race(
                    () -> sealed.encrypt(engine),
                    () -> {
                        try {
                            engine.close();
                        } catch (ConcurrentModificationException e) {
                            // Noticed: the engine's own thread is inside. Nothing was closed or wiped.
                            refused.incrementAndGet();
                        }
                    },
                    sealed::allOpen);
        });
        keys.close();
    }

    @Test
    void aRevokedOrClosedEnvelopeSourceEncryptsWithTheRightKeyOrNotAtAll() throws Exception {
        try (EnvelopeFixture fixture = new EnvelopeFixture()) {
            DomainKeys.create(
                    JOIN, List.of(fixture.kek("eu")), fixture.store, fixture.clock, "a person", fixture.events);
            AtomicLong rounds = new AtomicLong();
            race(() -> {
                // Neither a refusal nor a closed source is waited for, so a long wait costs nothing.
                EnvelopeKeySource keys = fixture.source(Duration.ofMinutes(1), "eu");
                Sealed sealed = new Sealed(keys, () -> fixture.source("eu"));
                Runnable revoke = () -> {
                    fixture.eu.revoke("key-eu");
                    fixture.clock.advance(EnvelopeFixture.TTL);
                    keys.tick();
                };
                Runnable check = () -> {
                    keys.close();
                    fixture.eu.restore("key-eu");
                    sealed.allOpen();
                };
                return new Race(sealed::encrypt, rounds.incrementAndGet() % 2 == 0 ? keys::close : revoke, check);
            });
        }
    }

    @Test
    void aReaderOfAClosedSourceReadsTheRightValueOrNothing() throws Exception {
        String json = Keysets.ofOneKey(1);
        List<byte[]> envelopes = new ArrayList<>();
        try (KeySource keys = KeysetKeySource.fromTinkJson(json)) {
            for (int i = 0; i < 50; i++) {
                try (EncryptionEngine engine = new EncryptionEngine(keys)) {
                    envelopes.add(engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, PATH, BANK, TEXT))
                            .encrypt("value"));
                }
            }
        }
        race(() -> {
            KeySource keys = KeysetKeySource.fromTinkJson(json);
            Callable<@Nullable Void> read = () -> {
                try (EncryptionEngine engine = new EncryptionEngine(keys)) {
                    var decryptor = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, BANK, TEXT));
                    for (byte[] envelope : envelopes) {
                        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("value");
                        done.incrementAndGet();
                    }
                } catch (KeyUnavailableError e) {
                    refused.incrementAndGet();
                }
                return null;
            };
            return new Race(read, keys::close, () -> {});
        });
    }

    private static KeySource keyset() {
        return KeysetKeySource.fromTinkJson(Keysets.ofOneKey(1));
    }

    /** What several threads do, what happens meanwhile, and what is checked in the end. */
    private record Race(Callable<@Nullable Void> use, Runnable wipe, Runnable check) {}

    private void race(Supplier<Race> races) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000;
        long rounds = 0;
        do {
            Race race = races.get();
            CyclicBarrier start = new CyclicBarrier(THREADS + 1);
            int pause = random.nextInt(20_000);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return race.use().call();
                }));
            }
            running.add(threads.submit(() -> {
                start.await();
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                race.wipe().run();
                return null;
            }));
            for (Future<?> each : running) {
                each.get();
            }
            race.check().run();
            rounds++;
        } while (System.nanoTime() < end);
        System.out.printf(
                "WipingRaceTest: seed %d, %d rounds, %d uses, %d refused%n", seed, rounds, done.get(), refused.get());
        assertThat(done.get()).as("uses before the wipe, seed %d", seed).isPositive();
        assertThat(refused.get()).as("uses after the wipe, seed %d", seed).isPositive();
    }

    /** An envelope and the scope it was made for. */
    private record Made(Scope scope, String text) {
        byte[] id() {
            return Arrays.copyOfRange(Base64.getDecoder().decode(text), 2, 18);
        }
    }

    /** Envelopes of one round; every one must open under the keys as they were before they were wiped. */
    private final class Sealed {
        private final KeySource keys;
        private final Supplier<KeySource> fresh;
        private final List<Made> envelopes = new ArrayList<>();

        Sealed(KeySource keys, Supplier<KeySource> fresh) {
            this.keys = keys;
            this.fresh = fresh;
        }

        @Nullable
        Void encrypt() {
            return encrypt(new EncryptionEngine(keys));
        }

        @Nullable
        Void encrypt(EncryptionEngine engine) {
            List<Made> own = new ArrayList<>();
            for (int i = 0; i < MOST_VALUES; i++) {
                try {
                    Scope scope = SCOPES.get(i % SCOPES.size());
                    FieldEncryptor encryptor =
                            engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, PATH, scope, TEXT));
                    own.add(new Made(scope, encryptor.encryptToText("value " + i)));
                    done.incrementAndGet();
                } catch (KeyUnavailableError | IllegalStateException | ConcurrentModificationException e) {
                    refused.incrementAndGet();
                    break;
                }
            }
            synchronized (envelopes) {
                envelopes.addAll(own);
            }
            return null;
        }

        void allOpen() {
            byte[] zeros = new byte[32];
            try (KeySource right = fresh.get();
                    EncryptionEngine engine = new EncryptionEngine(right)) {
                for (Made made : envelopes) {
                    Object value = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, PATH, made.scope(), TEXT))
                            .decryptText(made.text())
                            .value();
                    assertThat(String.valueOf(value)).as("seed %d", seed).startsWith("value ");
                    assertThat(made.id())
                            .as("the id of a key of zeros, seed %d", seed)
                            .isNotEqualTo(KeyDerivation.id(zeros, made.scope()));
                }
            }
        }
    }
}
