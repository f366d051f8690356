package io.lockweir.encryption.keys;

import static io.lockweir.encryption.keys.EnvelopeFixture.CUSTOMERS;
import static io.lockweir.encryption.keys.EnvelopeFixture.MAX_STALE;
import static io.lockweir.encryption.keys.EnvelopeFixture.TTL;
import static io.lockweir.encryption.keys.EnvelopeFixture.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.envelope.DekId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the use of a key ends, on a clock of the test's own: encrypting and decrypting obey the same two bounds. */
class RevocationTest {
    private static final Duration THREE_QUARTERS = TTL.dividedBy(4).multipliedBy(3);
    private static final Duration BOUND = TTL.plus(MAX_STALE);
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private final EnvelopeFixture fixture = new EnvelopeFixture();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void whatAKekRefusesIsGoneAtOnceForEncrypting() {
        EnvelopeKeySource source = fixture.source("eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        encryptor.encrypt("anna");
        fixture.eu.revoke("key-eu");
        advanceAndTick(source, THREE_QUARTERS);
        await("the KEK is asked ahead").until(() -> heard("evicted DENIED"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encryptor.encrypt("berta"))
                .withMessageContaining("KEK eu (key-eu)")
                .satisfies(error -> assertThat(error.reason()).isEqualTo(KeyUnavailableError.Reason.DENIED));
        fixture.eu.restore("key-eu");
        assertThat(encryptor.encrypt("berta")).as("restored: it goes on").isNotEmpty();
    }

    @Test
    void whatAKekRefusesIsGoneAtOnceForDecrypting() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource source = fixture.source("eu");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        fixture.eu.revoke("key-eu");
        advanceAndTick(source, THREE_QUARTERS);
        await("the KEK is asked ahead").until(() -> heard("evicted DENIED"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> decryptor.decrypt(envelope))
                .withMessageContaining("KEK eu (key-eu)")
                .satisfies(error -> assertThat(error.reason()).isEqualTo(KeyUnavailableError.Reason.DENIED));
        fixture.eu.restore("key-eu");
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
    }

    @Test
    void whatAKekRefusesIsGoneAtOnceForJoinDomains() {
        DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), fixture.store, fixture.clock, "a person", fixture.events);
        EnvelopeKeySource source = fixture.source("eu");
        FieldEncryptor encryptor = fixture.encryptor(source, CUSTOMERS);
        byte[] before = encryptor.encrypt("anna");
        fixture.eu.revoke("key-eu");
        advanceAndTick(source, THREE_QUARTERS);
        await("the KEK is asked ahead").until(() -> heard("evicted DENIED"));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> encryptor.encrypt("anna"));
        fixture.eu.restore("key-eu");
        assertThat(encryptor.encrypt("anna")).isEqualTo(before);
    }

    @Test
    void keysInUseAreConfirmedAheadAndNoValueWaits() {
        EnvelopeKeySource source = fixture.source("eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        FieldDecryptor decryptor = fixture.decryptor(source);
        byte[] envelope = encryptor.encrypt("anna");
        decryptor.decrypt(envelope);
        for (int i = 1; i <= 20; i++) {
            int confirmed = i;
            decryptor.decrypt(envelope);
            advanceAndTick(source, THREE_QUARTERS);
            await().until(() -> count("confirmed eu") == confirmed && count("unwrapped eu") == confirmed + 1);
        }
        assertThat(idOf(encryptor.encrypt("berta"))).isEqualTo(idOf(envelope));
        assertThat(fixture.events.lines()).filteredOn("lookedUp MISS"::equals).hasSize(1);
        assertThat(fixture.events.lines()).noneMatch(line -> line.startsWith("evicted"));
    }

    @Test
    void withoutItsServiceAKeyEncryptsUpToTheBoundAndNotAMomentLonger() {
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        DekId id = idOf(encryptor.encrypt("anna"));
        fixture.eu.down();
        for (int i = 0; i < 10; i++) {
            advanceAndTick(source, BOUND.dividedBy(11));
            assertThat(idOf(encryptor.encrypt("anna"))).isEqualTo(id);
        }
        Duration passed = BOUND.dividedBy(11).multipliedBy(10);
        fixture.clock.advance(BOUND.minus(passed).minusMillis(1));
        assertThat(idOf(encryptor.encrypt("anna"))).as("one millisecond before").isEqualTo(id);
        fixture.clock.advance(Duration.ofMillis(1));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .as("without any tick: the key itself expires")
                .isThrownBy(() -> encryptor.encrypt("anna"))
                .withMessageContaining("KEK eu (key-eu) did not wrap");
        fixture.eu.up();
        assertThat(idOf(encryptor.encrypt("anna"))).isNotEqualTo(id);
    }

    @Test
    void withoutItsServiceAKeyDecryptsUpToTheBoundAndNotLonger() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        fixture.eu.down();
        for (int i = 0; i < 10; i++) {
            advanceAndTick(source, BOUND.dividedBy(11));
            assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
        }
        fixture.clock.advance(BOUND.minus(BOUND.dividedBy(11).multipliedBy(10)).minusMillis(1));
        source.tick();
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
        fixture.clock.advance(Duration.ofMillis(1));
        source.tick();
        assertThat(heard("evicted STALE")).isTrue();
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> decryptor.decrypt(envelope))
                .withMessageContaining("KEK eu (key-eu) did not unwrap");
        fixture.eu.up();
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
    }

    @Test
    void aKeyThatWasNotUsedForAWhileStillServesThroughAnOutage() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        advanceAndTick(source, THREE_QUARTERS);
        await().until(() -> count("unwrapped eu") == 2);
        advanceAndTick(source, TTL.multipliedBy(2));
        assertThat(count("unwrapped eu")).as("nobody uses it: nobody asks").isEqualTo(2);
        fixture.eu.down();
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
        advanceAndTick(source, BOUND);
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> decryptor.decrypt(envelope));
    }

    @Test
    void aKeyThatNobodyUsesGoes() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource source = fixture.source("eu");
        fixture.decryptor(source).decrypt(envelope);
        advanceAndTick(source, THREE_QUARTERS);
        await().until(() -> count("unwrapped eu") == 2);
        advanceAndTick(source, BOUND);
        assertThat(heard("evicted EXPIRED")).isTrue();
        assertThat(source.reader().cached()).isZero();
    }

    @Test
    void aClockThatWasPutBackProvesNothing() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        fixture.eu.down();
        advanceAndTick(source, Duration.ofDays(-1));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> decryptor.decrypt(envelope));
    }

    @Test
    void oneRegionThatRefusesDoesNotEndReadingWhileAnotherAllowsIt() {
        byte[] envelope = fixture.encryptor(fixture.source("eu", "us")).encrypt("anna");
        EnvelopeKeySource source = fixture.source("eu", "us");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        fixture.eu.revoke("key-eu");
        advanceAndTick(source, THREE_QUARTERS);
        await().until(() -> heard("unwrapped us"));
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
    }

    @Test
    void oneRegionThatRefusesDoesNotShortenTheBoundWhenTheOtherIsOutOfReach() {
        byte[] envelope = fixture.encryptor(fixture.source("eu", "us")).encrypt("anna");
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu", "us");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        fixture.us.revoke("key-us");
        fixture.eu.down();
        advanceAndTick(source, THREE_QUARTERS);
        await().until(() -> heard("unavailable eu") && heard("denied us DENIED"));
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
    }

    @Test
    void anIdThatIsEvictedFromOutsideIsAskedForAgainByEveryThread() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource source = fixture.source(SHORT_WAIT, "eu");
        FieldDecryptor decryptor = fixture.decryptor(source);
        decryptor.decrypt(envelope);
        fixture.store.all().clear();
        source.evict(idOf(envelope), KeyEvents.Eviction.SHREDDED);
        assertThatExceptionOfType(UnknownKeyException.class).isThrownBy(() -> decryptor.decrypt(envelope));
        assertThat(heard("evicted SHREDDED")).isTrue();
    }

    private void advanceAndTick(EnvelopeKeySource source, Duration duration) {
        fixture.clock.advance(duration);
        source.tick();
    }

    private boolean heard(String line) {
        return fixture.events.lines().contains(line);
    }

    private long count(String line) {
        return fixture.events.lines().stream().filter(line::equals).count();
    }
}
