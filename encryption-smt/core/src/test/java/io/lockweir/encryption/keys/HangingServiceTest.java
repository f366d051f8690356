package io.lockweir.encryption.keys;

import static io.lockweir.encryption.keys.EnvelopeFixture.MAX_STALE;
import static io.lockweir.encryption.keys.EnvelopeFixture.TTL;
import static io.lockweir.encryption.keys.EnvelopeFixture.idOf;
import static io.lockweir.encryption.keys.Eventually.eventually;
import static io.lockweir.encryption.keys.Eventually.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.envelope.DekId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A key service or a store that takes a question and never answers: the bounds are kept all the same. */
class HangingServiceTest {
    private static final Duration THREE_QUARTERS = TTL.dividedBy(4).multipliedBy(3);
    private static final Duration BOUND = TTL.plus(MAX_STALE);
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private final EnvelopeFixture fixture = new EnvelopeFixture();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws Exception {
        released.countDown();
        threads.shutdownNow();
        fixture.close();
    }

    @Test
    void noKeyOutlivesTheBoundWhileItsServiceHangs() throws Exception {
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        FieldDecryptor decryptor = fixture.decryptor(source);
        byte[] envelope = eventually(() -> encryptor.encrypt("anna"));
        eventually(() -> decryptor.decrypt(envelope));
        fixture.eu.hang(released);
        advanceAndTick(source, THREE_QUARTERS);
        patiently().alias("both questions hang").until(() -> fixture.eu.wraps() == 2 && fixture.eu.unwraps() == 2);
        advanceAndTick(source, BOUND.minus(THREE_QUARTERS));
        assertThat(fixture.events.lines()).filteredOn("evicted STALE"::equals).hasSize(2);
        assertThat(source.reader().cached()).isZero();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> decryptor.decrypt(envelope));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> encryptor.encrypt("berta"));
        released.countDown();
        assertThat(eventually(() -> decryptor.decrypt(envelope)).value())
                .as("it answers: it goes on")
                .isEqualTo("anna");
        assertThat(idOf(eventually(() -> encryptor.encrypt("berta")))).isNotEqualTo(idOf(envelope));
    }

    @Test
    void aServiceThatHangsIsBridgedUpToTheBoundLikeOneThatFails() throws Exception {
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        FieldDecryptor decryptor = fixture.decryptor(source);
        byte[] envelope = eventually(() -> encryptor.encrypt("anna"));
        eventually(() -> decryptor.decrypt(envelope));
        fixture.eu.hang(released);
        Duration step = Duration.ofSeconds(5);
        for (Duration passed = step; passed.compareTo(BOUND) < 0; passed = passed.plus(step)) {
            advanceAndTick(source, step);
            assertThat(decryptor.decrypt(envelope).value())
                    .as("after %s", passed)
                    .isEqualTo("anna");
            assertThat(idOf(encryptor.encrypt("anna"))).isEqualTo(idOf(envelope));
        }
        advanceAndTick(source, step);
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> decryptor.decrypt(envelope));
    }

    @Test
    void closingDoesNotWaitForAServiceThatHangs() throws Exception {
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        eventually(() -> encryptor.encrypt("anna"));
        fixture.store.hang(released);
        fixture.eu.hang(released);
        advanceAndTick(source, THREE_QUARTERS);
        patiently().alias("the question hangs").until(() -> fixture.eu.wraps() == 2);
        threads.submit(source::close).get(1, TimeUnit.MINUTES);
        assertThat(fixture.events.lines()).contains("evicted CLOSED");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStoreThatHangsCostsAThreadTheWaitAndNoMore() throws Exception {
        byte[] envelope = fixture.encryptor(fixture.source(LONG_WAIT, "eu")).encrypt("anna");
        FieldDecryptor decryptor = fixture.decryptor(fixture.source(SHORT_WAIT, "eu"));
        fixture.store.hang(released);
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> decryptor.decrypt(envelope))
                .withMessage("Neither key service nor key store answered within 200 ms (key.wait.ms)");
        released.countDown();
        assertThat(eventually(() -> decryptor.decrypt(envelope)).value()).isEqualTo("anna");
    }

    @Test
    void aKeyThatIsMadeWhileTheSourceClosesIsWiped() throws Exception {
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        fixture.store.hang(released);
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> encryptor.encrypt("anna"));
        source.close();
        released.countDown();
        patiently().until(() -> fixture.events.lines().contains("evicted CLOSED"));
    }

    @Test
    void anEncryptingKeyEndsWhenTheClockIsPutBack() throws Exception {
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        DekId id = idOf(eventually(() -> encryptor.encrypt("anna")));
        fixture.eu.down();
        advanceAndTick(source, Duration.ofDays(-1));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> encryptor.encrypt("anna"));
        fixture.eu.up();
        assertThat(idOf(eventually(() -> encryptor.encrypt("anna")))).isNotEqualTo(id);
    }

    private void advanceAndTick(EnvelopeKeySource source, Duration duration) throws Exception {
        fixture.clock.advance(duration);
        // A tick that waits for the service is the fault; without a limit the test would only hang.
        threads.submit(source::tick).get(1, TimeUnit.MINUTES);
    }
}
