package io.lockweir.encryption.shred;

import static io.lockweir.encryption.keys.Eventually.eventually;
import static io.lockweir.encryption.keys.Eventually.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SubjectKeyUse;
import io.lockweir.encryption.kms.KmsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShreddingKeySourceTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final World world = new World(3);
    private volatile MemoryLog log = new MemoryLog(world.topic);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        thread.shutdownNow();
        world.close();
    }

    @Test
    void bothDirectionsWaitForALogThatCanNotBeReached() throws Exception {
        try (ShreddingKeySource keys = source(LONG, namespace -> world.process(log));
                SubjectKeyUse use = keys.subjectKeys(World.BANK)) {
            use.subject("anna");
            DekId anna = use.next(1).id();
            log.reachable(false);
            Future<DekId> decrypting =
                    thread.submit(() -> keys.decryptingKey(anna, World.BANK).id());
            assertNotDoneYet(decrypting);
            log.reachable(true);
            assertThat(decrypting.get(2, TimeUnit.MINUTES)).isEqualTo(anna);

            log.reachable(false);
            Future<DekId> encrypting = thread.submit(() -> {
                try (SubjectKeyUse other = keys.subjectKeys(World.BANK)) {
                    other.subject("berta");
                    return other.next(1).id();
                }
            });
            assertNotDoneYet(encrypting);
            log.reachable(true);
            assertThat(encrypting.get(2, TimeUnit.MINUTES)).isNotEqualTo(anna);
        }
    }

    @Test
    void aLogOrAKeyServiceThatStaysAwayIsAnErrorWhichNeverLooksLikeShredded() {
        DekId anna = world.process().current(World.BANK, "anna").id();
        try (ShreddingKeySource keys = source(SHORT, namespace -> {
                    log = new MemoryLog(world.topic);
                    return world.process(log);
                });
                SubjectKeyUse use = keys.subjectKeys(World.BANK)) {
            world.kms.fail(KmsException.Kind.UNAVAILABLE);
            assertUnavailable(() -> keys.decryptingKey(anna, World.BANK));
            use.subject("anna");
            assertUnavailable(() -> use.next(1));
            world.kms.fail(KmsException.Kind.INVALID);
            assertThat(eventually(() -> keys.decryptingKey(anna, World.BANK)).id())
                    .isEqualTo(anna);
            log.reachable(false);
            assertUnavailable(() -> keys.decryptingKey(DekId.of(new byte[DekId.LENGTH]), World.BANK));
            assertUnavailable(() -> keys.decryptingKey(anna, World.BANK));
            use.subject("berta");
            assertUnavailable(() -> use.next(1));
        }
    }

    @Test
    void aNamespaceThatCanNotBeOpenedIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        try (ShreddingKeySource keys = source(LONG, namespace -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new KeyUnavailableError("No broker answers");
                    }
                    return world.process(log);
                });
                SubjectKeyUse use = keys.subjectKeys(World.BANK)) {
            use.subject("anna");
            assertThat(use.next(1)).isNotNull();
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void namespacesThatHangHoldUpNoOther() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(4);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ShreddingKeySource keys = source(LONG, namespace -> {
                    if (namespace.startsWith("hanging")) {
                        hanging.countDown();
                        awaitUninterrupted(released);
                    }
                    return world.process(log);
                });
                SubjectKeyUse use = keys.subjectKeys(World.BANK)) {
            for (int i = 0; i < 4; i++) {
                Scope scope = new Scope.Namespace("hanging" + i);
                Future<?> unused = threads.submit(() -> keys.decryptingKey(DekId.of(new byte[DekId.LENGTH]), scope));
            }
            assertThat(hanging.await(1, TimeUnit.MINUTES)).isTrue();
            use.subject("anna");
            assertThat(use.next(1)).isNotNull();
        } finally {
            released.countDown();
            threads.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRefusalIsNotWaitedFor() {
        try (ShreddingKeySource keys = source(LONG, namespace -> {
                    throw new IllegalArgumentException("Topic s: cleanup.policy is delete");
                });
                SubjectKeyUse use = keys.subjectKeys(World.BANK)) {
            use.subject("anna");
            assertThatThrownBy(() -> use.next(1))
                    .isInstanceOfSatisfying(
                            KeyUnavailableError.class,
                            e -> assertThat(e.reason()).isEqualTo(KeyUnavailableError.Reason.MISSING))
                    .hasMessageContaining("cleanup.policy is delete");
        }
    }

    @Test
    void aShredEndsTheWaitAtOnce() {
        SubjectKeys operator = world.process();
        DekId anna = operator.current(World.BANK, "anna").id();
        try (ShreddingKeySource keys = source(LONG, namespace -> world.process(log))) {
            assertThat(keys.decryptingKey(anna, World.BANK).live()).isTrue();
            new Shredder(operator).shred(World.BANK, "anna");
            patiently()
                    .untilAsserted(() -> assertThatThrownBy(() -> keys.decryptingKey(anna, World.BANK))
                            .isInstanceOf(ShreddedKeyException.class));
        }
    }

    @Test
    void isNotForOthersOnceTheLogOfANamespaceHasEnded() {
        try (ShreddingKeySource keys = source(LONG, namespace -> world.process(log));
                SubjectKeyUse use = keys.subjectKeys(World.BANK)) {
            assertThat(keys.usable()).isTrue();
            use.subject("anna");
            assertThat(use.next(1)).isNotNull();
            assertThat(keys.usable()).isTrue();
            log.end();
            assertThat(keys.usable()).isFalse();
        }
    }

    @Test
    void theErrorNamesTheKeyEncryptionKeyAndSaysWhatItsServiceSaid() {
        SubjectKeys operator = world.process();
        DekId anna = operator.current(World.BANK, "anna").id();
        DekId berta = operator.current(World.BANK, "berta").id();
        world.keyWait = SHORT;
        try (ShreddingKeySource keys = source(SHORT, namespace -> world.process(log))) {
            assertThat(keys.decryptingKey(anna, World.BANK).id()).isEqualTo(anna);
            world.kms.fail(KmsException.Kind.UNAVAILABLE);
            world.clock.advance(World.TTL.plus(World.MAX_STALE).plusSeconds(1));
            assertThatThrownBy(() -> keys.decryptingKey(berta, World.BANK))
                    .isInstanceOf(KeyUnavailableError.class)
                    .hasMessageContaining("one")
                    .hasRootCauseMessage("Not there");
        }
    }

    private static void assertUnavailable(Runnable asked) {
        assertThatThrownBy(asked::run)
                .isInstanceOfSatisfying(
                        KeyUnavailableError.class,
                        e -> assertThat(e.reason()).isEqualTo(KeyUnavailableError.Reason.UNAVAILABLE));
    }

    private static void assertNotDoneYet(Future<?> waiting) {
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
    }

    private static ShreddingKeySource source(Duration keyWait, Function<String, SubjectKeys> opening) {
        return ShreddingKeySource.of(lookup -> new NoOthers(), opening, keyWait, Duration.ofMinutes(2));
    }

    /** Has no key at all. */
    private static final class NoOthers implements KeySource {
        @Override
        public DataKeyUse encryptingKey(Scope scope) {
            throw new AssertionError("Only keys of subjects are asked for");
        }

        @Override
        public DataKey decryptingKey(DekId id, Scope scope) {
            throw new AssertionError("Only keys of subjects are asked for");
        }

        @Override
        public void close() {}
    }
}
