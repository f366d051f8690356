package io.lockweir.encryption.keys;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvelopeRotationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final EnvelopeFixture fixture = new EnvelopeFixture();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void rotatesByUsesAndEveryOldValueIsRead() {
        FieldEncryptor encryptor = fixture.encryptor(source(100, HOUR));
        List<byte[]> envelopes = new ArrayList<>();
        Set<DekId> ids = new HashSet<>();
        for (int i = 0; i < 1_050; i++) {
            envelopes.add(encryptor.encrypt("value " + i));
            ids.add(idOf(envelopes.get(i)));
        }
        assertThat(ids).as("100 uses a key").hasSize(11);
        FieldDecryptor decryptor = fixture.decryptor(fixture.source("eu"));
        for (int i = 0; i < envelopes.size(); i++) {
            assertThat(decryptor.decrypt(envelopes.get(i)).value()).isEqualTo("value " + i);
        }
        assertThat(fixture.eu.unwraps()).as("once a key").isEqualTo(11);
    }

    @Test
    void thePreparedKeyTakesOverWithoutAnybodyWaitingForIt() {
        EnvelopeKeySource source = source(1000, HOUR);
        FieldEncryptor encryptor = fixture.encryptor(source);
        DekId first = idOf(encryptor.encrypt("anna"));
        for (int i = 1; i < 900; i++) {
            encryptor.encrypt("anna");
        }
        await("the next key is published at three quarters")
                .until(() -> fixture.store.all().size() == 2);
        await().until(() -> count("published [eu]") == 2);
        fixture.eu.down();
        Set<DekId> ids = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            ids.add(idOf(encryptor.encrypt("anna")));
        }
        assertThat(ids).as("both keys, while the service is down").hasSize(2).contains(first);
    }

    @Test
    void aKeyEndsAtItsAgeThoughItsKekConfirmsIt() {
        EnvelopeKeySource source = source(1 << 20, Duration.ofMinutes(10));
        FieldEncryptor encryptor = fixture.encryptor(source);
        DekId first = idOf(encryptor.encrypt("anna"));
        fixture.clock.advance(TTL.dividedBy(4).multipliedBy(3));
        source.tick();
        await().until(() -> count("confirmed eu") == 1);
        fixture.clock.advance(Duration.ofMinutes(6));
        assertThat(idOf(encryptor.encrypt("anna"))).isEqualTo(first);
        fixture.clock.advance(Duration.ofSeconds(15));
        assertThat(idOf(encryptor.encrypt("anna"))).isNotEqualTo(first);
        source.tick();
        assertThat(count("evicted ROTATED")).isEqualTo(1);
    }

    @Test
    void aPreparedKeyObeysTheBoundToo() {
        EnvelopeKeySource source = fixture.source(
                new EnvelopeSettings(
                        List.of("eu"),
                        new KeyBudget(1000, 1 << 30, Duration.ofDays(1)),
                        TTL,
                        MAX_STALE,
                        Duration.ofMillis(200),
                        "test"),
                "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        for (int i = 0; i < 900; i++) {
            encryptor.encrypt("anna");
        }
        await().until(() -> count("published [eu]") == 2);
        fixture.eu.down();
        fixture.clock.advance(TTL.plus(MAX_STALE));
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> encryptor.encrypt("anna"));
    }

    private EnvelopeKeySource source(long uses, Duration age) {
        return fixture.source(
                new EnvelopeSettings(
                        List.of("eu"),
                        new KeyBudget(uses, 1 << 30, age),
                        TTL,
                        MAX_STALE,
                        Duration.ofSeconds(20),
                        "test"),
                "eu");
    }

    private long count(String line) {
        return fixture.events.lines().stream().filter(line::equals).count();
    }
}
