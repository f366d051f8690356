package io.lockweir.encryption.shred;

import static io.lockweir.encryption.keys.Eventually.eventually;
import static io.lockweir.encryption.keys.Eventually.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.kms.KmsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the use of a subject's key ends because of the KEK behind it: refused, out of reach, or hanging. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SubjectRevocationTest {
    private static final Duration BOUND = World.TTL.plus(World.MAX_STALE);

    private final World world = new World(3);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        released.countDown();
        threads.shutdownNow();
        world.close();
    }

    @Test
    void aRefusedKeyEncryptionKeyEndsTheKeysOfItsSubjects() {
        SubjectKeys one = world.process();
        SubjectKey key = one.current(World.BANK, "anna");
        world.kms.fail(KmsException.Kind.DENIED);
        world.clock.advance(World.TTL);
        one.tick();
        patiently().until(() -> !key.live());
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> one.current(World.BANK, "anna"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(KeyUnavailableError.Reason.DENIED));
        world.kms.fail(KmsException.Kind.INVALID);
        assertThat(one.current(World.BANK, "anna").id()).isEqualTo(key.id());
    }

    @Test
    void anUnreachableKeyServiceIsBridgedForAStatedTime() {
        world.keyWait = Duration.ofMillis(200);
        SubjectKeys one = world.process();
        SubjectKey key = eventually(() -> one.current(World.BANK, "anna"));
        world.kms.fail(KmsException.Kind.UNAVAILABLE);
        advanceAndTick(one, World.TTL);
        advanceAndTick(one, World.MAX_STALE.minusMillis(1));
        assertThat(key.live()).isTrue();
        advanceAndTick(one, Duration.ofMillis(1));
        assertThat(key.live()).isFalse();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> one.current(World.BANK, "anna"));
    }

    @Test
    void aKeyServiceThatHangsIsBridgedAsLongAndNotLonger() {
        world.keyWait = Duration.ofMillis(200);
        SubjectKeys one = world.process();
        SubjectKey key = eventually(() -> one.current(World.BANK, "anna"));
        int before = world.kms.calls();
        world.kms.hang(released);
        advanceAndTick(one, World.TTL);
        patiently().alias("the question hangs").until(() -> world.kms.calls() > before);
        advanceAndTick(one, BOUND.minus(World.TTL).minusMillis(1));
        assertThat(key.live()).isTrue();
        advanceAndTick(one, Duration.ofMillis(1));
        assertThat(key.live()).isFalse();
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> one.current(World.BANK, "anna"))
                .withMessageContaining("within 200 ms (key.wait.ms)");
        released.countDown();
        assertThat(eventually(() -> one.current(World.BANK, "anna")).id()).isEqualTo(key.id());
    }

    @Test
    void anAnswerCountsFromWhenItWasAskedFor() {
        SubjectKeys one = world.process();
        SubjectKey key = one.current(World.BANK, "anna");
        int before = world.kms.calls();
        world.kms.hang(released);
        advanceAndTick(one, World.TTL);
        patiently().alias("the question hangs").until(() -> world.kms.calls() > before);
        world.clock.advance(World.MAX_STALE.minusMillis(1));
        released.countDown();
        world.kms.fail(KmsException.Kind.UNAVAILABLE);
        patiently().alias("it has answered").until(() -> {
            one.tick();
            return world.kms.calls() > before + 1;
        });
        assertThat(key.live()).isTrue();
        advanceAndTick(one, World.TTL.plusMillis(1));
        assertThat(key.live()).isFalse();
    }

    @Test
    void aShredIsFollowedWhileTheKeyServiceHangs() {
        SubjectKeys one = world.process();
        SubjectKey anna = one.current(World.BANK, "anna");
        SubjectKeys other = world.process();
        int before = world.kms.calls();
        world.kms.hang(released);
        world.clock.advance(BOUND);
        one.tick();
        assertThat(anna.live()).isFalse();
        threads.execute(() -> one.current(World.BANK, "berta"));
        patiently().alias("a thread waits for the namespace key").until(() -> world.kms.calls() > before);
        new Shredder(other).shred(World.BANK, "anna");
        assertThatExceptionOfType(ShreddedKeyException.class).isThrownBy(() -> {
            one.records().log().awaitEnd();
            one.find(anna.id(), World.BANK);
        });
    }

    @Test
    void aKeyEndsWhenTheClockIsPutBack() {
        SubjectKeys one = world.process();
        SubjectKey key = one.current(World.BANK, "anna");
        advanceAndTick(one, Duration.ofDays(-1));
        assertThat(key.live()).isFalse();
        assertThat(one.current(World.BANK, "anna").id()).isEqualTo(key.id());
    }

    private void advanceAndTick(SubjectKeys keys, Duration duration) {
        world.clock.advance(duration);
        keys.tick();
    }

    @Test
    void keysThatEndedAreWipedThoughNobodyLooksAtThem() {
        SubjectKeys keys = world.process();
        SubjectKey shredded = keys.current(World.BANK, "anna");
        SubjectKey living = keys.current(World.BANK, "berta");
        new Shredder(keys).shred(World.BANK, "anna");
        keys.tick();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(shredded::opener);
        assertThat(living.opener()).isNotNull();
        keys.close();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(living::opener);
    }

    @Test
    void aNamespaceKeyThatCouldNotBeWrappedIsWiped() {
        SubjectKeys keys = world.process();
        world.kms.fail(KmsException.Kind.UNAVAILABLE);
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> keys.current(World.BANK, "anna"));
        assertThat(world.kms.given()).hasSize(NamespaceSecret.KEY_LENGTH).containsOnly(0);
    }
}
