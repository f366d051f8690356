package io.lockweir.encryption.keys;

import static io.lockweir.encryption.keys.EnvelopeFixture.TTL;
import static io.lockweir.encryption.keys.Eventually.eventually;
import static io.lockweir.encryption.keys.Eventually.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.FieldDecryptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One of several KEKs takes questions and never answers: the others' data keys do not notice. */
class HangingKekTest {
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);
    private static final Duration SHARED_WAIT = Duration.ofSeconds(2);
    private static final Duration THREE_QUARTERS = TTL.dividedBy(4).multipliedBy(3);
    /** More than there are threads of whatever kind. */
    private static final int MANY = 20;

    private final EnvelopeFixture fixture = new EnvelopeFixture();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        released.countDown();
        fixture.close();
    }

    @Test
    void itsRefreshesHoldUpNoKeyOfAnotherKek() throws Exception {
        EnvelopeKeySource source = fixture.source(LONG_WAIT, "eu", "us");
        FieldDecryptor decryptor = fixture.decryptor(source);
        List<byte[]> hanging = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            hanging.add(written("eu"));
        }
        byte[] healthy = written("us");
        hanging.forEach(envelope -> decryptor.decrypt(envelope).value());
        decryptor.decrypt(healthy).value();
        fixture.eu.hang(released);
        fixture.clock.advance(THREE_QUARTERS);
        source.tick();
        patiently().alias("a question hangs").until(() -> fixture.eu.unwraps() > MANY);
        patiently().alias("the healthy key is refreshed").until(() -> fixture.us.unwraps() == 2);
        assertThat(decryptor.decrypt(written("us")).value())
                .as("a first look-up")
                .isEqualTo("anna");
    }

    @Test
    void itHoldsUpNoEncryptionUnderAnotherKek() throws Exception {
        EnvelopeKeySource source = fixture.source(LONG_WAIT, "eu", "us");
        fixture.eu.hang(released);
        for (int i = 0; i < MANY; i++) {
            Scope scope = new Scope.Namespace("bank" + i);
            Thread thread = new Thread(() -> {
                try {
                    source.encryptingKey(scope, List.of("eu")).next(1);
                } catch (KeyUnavailableError expected) {
                    assertThat(expected.reason()).isNotEqualTo(KeyUnavailableError.Reason.DENIED);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        patiently().alias("the threads hang").until(() -> fixture.eu.wraps() >= 4);
        try (DataKeyUse use = source.encryptingKey(EnvelopeFixture.BANK, List.of("us"))) {
            assertThat(use.next(1)).isNotNull();
        }
    }

    @Test
    void aKeyThatAnotherKekWrapsTooIsHadFromThatOne() throws Exception {
        byte[] envelope = written("eu", "us");
        FieldDecryptor decryptor = fixture.decryptor(fixture.source(SHARED_WAIT, "eu", "us"));
        fixture.eu.hang(released);
        assertThat(eventually(() -> decryptor.decrypt(envelope)).value()).isEqualTo("anna");
    }

    private byte[] written(String... labels) {
        return fixture.encryptor(fixture.source(LONG_WAIT, labels)).encrypt("anna");
    }
}
