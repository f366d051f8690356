package io.lockweir.encryption.keys;

import static io.lockweir.encryption.keys.EnvelopeFixture.BANK;
import static io.lockweir.encryption.keys.EnvelopeFixture.CUSTOMERS;
import static io.lockweir.encryption.keys.EnvelopeFixture.TTL;
import static io.lockweir.encryption.keys.EnvelopeFixture.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.FieldEncryptor;
import io.lockweir.encryption.envelope.DekId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvelopeKeySourceTest {
    private final EnvelopeFixture fixture = new EnvelopeFixture();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void aReaderInAnotherProcessOpensWhatAWriterEncrypted() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        assertThat(fixture.decryptor(fixture.source("eu")).decrypt(envelope).value())
                .isEqualTo("anna");
    }

    @Test
    void makesAndPublishesAKeyAtTheFirstValueOnly() {
        FieldEncryptor encryptor = fixture.encryptor(fixture.source("eu"));
        assertThat(fixture.store.all()).isEmpty();
        byte[] envelope = encryptor.encrypt("anna");
        encryptor.encrypt("berta");
        assertThat(fixture.store.all()).hasSize(1);
        DekRecord record = fixture.store.all().get(0);
        assertThat(record.id()).isEqualTo(idOf(envelope));
        assertThat(record.scope()).isEqualTo(BANK);
        assertThat(record.createdBy()).isEqualTo("EnvelopeFixture");
        assertThat(record.created()).isEqualTo(fixture.clock.instant());
        assertThat(fixture.events.lines()).containsExactly("created [eu]", "published [eu]", "rotated bank");
    }

    @Test
    void usesNoKeyThatTheStoreDidNotAcknowledge() {
        EnvelopeKeySource source = fixture.source(Duration.ofMillis(250), "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        fixture.store.failing(true);
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encryptor.encrypt("anna"))
                .withMessage("The store of the test fails");
        assertThat(fixture.events.lines()).contains("unavailable store").doesNotContain("rotated bank");
        fixture.store.failing(false);
        assertThat(fixture.store.find(idOf(encryptor.encrypt("anna")))).hasSize(1);
    }

    @Test
    void sharesOneKeyBetweenTheThreadsOfAProcess() throws Exception {
        EnvelopeKeySource source = fixture.source("eu");
        Set<DekId> ids = new HashSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> envelopes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                envelopes.add(threads.submit(() -> fixtureEncryptor(source).encrypt("anna")));
            }
            for (Future<byte[]> each : envelopes) {
                ids.add(idOf(each.get()));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ids).hasSize(1);
        assertThat(fixture.store.all()).hasSize(1);
        assertThat(fixture.eu.wraps()).isEqualTo(1);
    }

    @Test
    void everyProcessAndEverySetOfKeksHasAKeyOfItsOwn() {
        EnvelopeKeySource source = fixture.source("eu", "us");
        DekId both = next(source, List.of());
        assertThat(next(source, List.of("eu", "us"))).isEqualTo(both);
        DekId usOnly = next(source, List.of("us"));
        assertThat(usOnly).isNotEqualTo(both);
        assertThat(fixture.store.find(usOnly).get(0).wraps())
                .extracting(DekRecord.Wrap::kekLabel)
                .containsExactly("us");
        assertThat(next(fixture.source("eu", "us"), List.of()))
                .isNotEqualTo(both)
                .isNotEqualTo(usOnly);
    }

    @Test
    void refusesALabelThatIsNotConfigured() {
        EnvelopeKeySource source = fixture.source("eu");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> source.encryptingKey(BANK, List.of("pii-us")))
                .withMessageContaining("KEK label pii-us is not configured");
    }

    @Test
    void manyThreadsThatNeedOneKeyUnwrapItOnce() throws Exception {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource reader = fixture.source("eu");
        CountDownLatch released = new CountDownLatch(1);
        fixture.eu.hang(released);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Object>> values = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                values.add(threads.submit(
                        () -> fixtureDecryptor(reader).decrypt(envelope).value()));
            }
            released.countDown();
            for (Future<Object> each : values) {
                assertThat(each.get()).isEqualTo("anna");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fixture.eu.unwraps()).isEqualTo(1);
    }

    @Test
    void aHangingServiceCostsAThreadTheWaitAndNoMore() {
        EnvelopeKeySource source = fixture.source(Duration.ofMillis(200), "eu");
        CountDownLatch released = new CountDownLatch(1);
        fixture.eu.hang(released);
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> fixture.encryptor(source).encrypt("anna"))
                .withMessage("Neither key service nor key store answered within 200 ms (key.wait.ms)");
        released.countDown();
    }

    @Test
    void aWaitEndsWhenTheThreadIsInterrupted() {
        EnvelopeKeySource source = fixture.source(Duration.ofMinutes(10), "eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        fixture.eu.down();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encryptor.encrypt("anna"))
                .withMessage("Interrupted while waiting for a data key");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aWaitEndsWhenTheSourceIsClosed() throws Exception {
        EnvelopeKeySource source = fixture.source(Duration.ofMinutes(10), "eu");
        fixture.eu.hang(new CountDownLatch(1));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> waiting =
                    threads.submit(() -> fixtureEncryptor(source).encrypt("anna"));
            await().until(() -> fixture.eu.wraps() == 1);
            source.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .withMessageContaining("The key source was closed");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void waitsForAKeyThatTheStoreDoesNotHaveYet() throws Exception {
        fixture.store.lag();
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource reader = fixture.source(Duration.ofSeconds(30), "eu");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Object> value = threads.submit(
                    () -> fixtureDecryptor(reader).decrypt(envelope).value());
            await().until(() -> fixture.events.lines().contains("lookedUp MISS"));
            fixture.store.arrive();
            assertThat(value.get()).isEqualTo("anna");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anIdThatWasWaitedForInVainFailsAtOnceAWhileAndIsFoundWhenItArrives() {
        fixture.store.lag();
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        FieldDecryptor decryptor = fixture.decryptor(fixture.source(Duration.ofMillis(250), "eu"));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(UnknownKeyException.class)
                    .isThrownBy(() -> decryptor.decrypt(envelope))
                    .withMessageContaining("the key store has no record of it");
        }
        assertThat(fixture.events.lines())
                .filteredOn(line -> line.startsWith("lookedUp"))
                .containsExactly("lookedUp MISS", "lookedUp NEGATIVE", "lookedUp NEGATIVE");
        fixture.store.arrive();
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
    }

    @Test
    void garbageIdsNeitherDisplaceGoodKeysNorPileUp() {
        EnvelopeKeySource source = fixture.source(Duration.ZERO.plusMillis(1), "eu");
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        EnvelopeKeySource reader = fixture.source("eu");
        FieldDecryptor decryptor = fixture.decryptor(reader);
        decryptor.decrypt(envelope);
        assertThat(source.reader().cached()).isZero();
        for (int i = 0; i < UnknownDeks.BOUND + 200; i++) {
            byte[] id = new byte[DekId.LENGTH];
            id[0] = (byte) i;
            id[1] = (byte) (i >>> 8);
            assertThatExceptionOfType(Throwable.class).isThrownBy(() -> source.decryptingKey(DekId.of(id), BANK));
        }
        assertThat(source.reader().rememberedUnknown()).isLessThanOrEqualTo(UnknownDeks.BOUND);
        assertThat(reader.reader().cached()).isEqualTo(1);
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
    }

    @Test
    void aKeyOfAnotherNamespaceIsUnknown() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        FieldDecryptor other =
                fixture.decryptor(fixture.source(Duration.ofMillis(150), "eu"), new Scope.Namespace("elsewhere"));
        assertThatExceptionOfType(UnknownKeyException.class).isThrownBy(() -> other.decrypt(envelope));
        assertThat(fixture.eu.unwraps()).isZero();
    }

    @Test
    void poisonRecordsOfAnIdNeverDisplaceTheGoodOne() throws Exception {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        DekRecord good = fixture.store.all().remove(0);
        byte[] garbage = new byte[60];
        byte[] foreign = fixture.kek("eu").wrap(dek()).wrapped();
        fixture.store.add(poison(good, garbage));
        fixture.store.add(poison(good, foreign));
        fixture.store.add(good);
        fixture.store.add(poison(good, garbage));
        FieldDecryptor decryptor = fixture.decryptor(fixture.source("eu"));
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("anna");
        assertThat(fixture.events.lines()).filteredOn("poisoned eu"::equals).hasSize(2);
    }

    @Test
    void anIdOfWhichAllRecordsAreBadIsUnknownAndTheServiceIsNotAskedAgainAndAgain() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        DekRecord good = fixture.store.all().remove(0);
        fixture.store.add(poison(good, new byte[60]));
        FieldDecryptor decryptor = fixture.decryptor(fixture.source(Duration.ofMillis(500), "eu"));
        assertThatExceptionOfType(UnknownKeyException.class)
                .isThrownBy(() -> decryptor.decrypt(envelope))
                .withMessageContaining("none of its 1 records in the key store unwraps to it");
        assertThat(fixture.eu.unwraps()).isEqualTo(1);
        fixture.store.add(good);
        assertThat(decryptor.decrypt(envelope).value())
                .as("a good one that comes later is found at once")
                .isEqualTo("anna");
    }

    @Test
    void aKeyOfZerosOrOfAnotherLengthIsRefusedThoughItHasTheId() throws Exception {
        for (int length : new int[] {0, 16, 31, 32, 33, 64}) {
            byte[] zeros = new byte[length];
            DekId id = DekId.of(KeyDerivation.id(zeros, BANK));
            byte[] wrapped = fixture.eu.wrap("key-eu", zeros, Map.of("lockweir.suite", "01", "lockweir.scope", "bank"));
            fixture.store.add(new DekRecord(
                    id, BANK, List.of(new DekRecord.Wrap("eu", wrapped)), fixture.clock.instant(), "an intruder"));
            EnvelopeKeySource source = fixture.source(Duration.ofMillis(150), "eu");
            assertThatExceptionOfType(UnknownKeyException.class).isThrownBy(() -> source.decryptingKey(id, BANK));
        }
        assertThat(fixture.events.lines()).filteredOn("poisoned eu"::equals).hasSize(6);
    }

    @Test
    void readsThroughTheSecondRegionWhenTheFirstIsDown() {
        byte[] envelope = fixture.encryptor(fixture.source("eu", "us")).encrypt("anna");
        fixture.eu.down();
        assertThat(fixture.decryptor(fixture.source("eu", "us"))
                        .decrypt(envelope)
                        .value())
                .isEqualTo("anna");
        assertThat(fixture.events.lines()).contains("unavailable eu", "unwrapped us");
    }

    @Test
    void asksTheNearestKekFirst() {
        byte[] envelope = fixture.encryptor(fixture.source("eu", "us")).encrypt("anna");
        fixture.decryptor(fixture.source("us", "eu")).decrypt(envelope);
        assertThat(fixture.us.unwraps()).isEqualTo(1);
        assertThat(fixture.eu.unwraps()).isZero();
    }

    @Test
    void aLabelInARecordIsResolvedOnlyAgainstLocalConfiguration() {
        byte[] envelope = fixture.encryptor(fixture.source("eu")).encrypt("anna");
        FieldDecryptor decryptor = fixture.decryptor(fixture.source("us"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> decryptor.decrypt(envelope))
                .withMessageContaining("is wrapped by the KEKs [eu], of which none is configured here")
                .satisfies(error -> assertThat(error.reason()).isEqualTo(KeyUnavailableError.Reason.MISSING));
        assertThat(fixture.us.unwraps()).isZero();
    }

    @Test
    void writesWhileOneRegionIsDownAndAddsItsWrapLater() {
        EnvelopeKeySource source = fixture.source("eu", "us");
        fixture.us.down();
        byte[] envelope = fixture.encryptor(source).encrypt("anna");
        assertThat(labels(fixture.store.all().get(0))).containsExactly("eu");
        fixture.us.up();
        fixture.clock.advance(TTL.dividedBy(4).multipliedBy(3));
        source.tick();
        await().untilAsserted(
                        () -> assertThat(fixture.store.find(idOf(envelope))).hasSize(2));
        assertThat(labels(fixture.store.all().get(1))).containsExactly("eu", "us");
        assertThat(fixture.decryptor(fixture.source("us")).decrypt(envelope).value())
                .isEqualTo("anna");
    }

    @Test
    void aKekThatRefusesStopsANewKeyEvenWhenAnotherWouldWrapIt() {
        fixture.us.revoke("key-us");
        EnvelopeKeySource source = fixture.source("eu", "us");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> fixture.encryptor(source).encrypt("anna"))
                .withMessageContaining("KEK us (key-us) did not wrap data key")
                .withMessageContaining("DENIED")
                .satisfies(error -> assertThat(error.reason()).isEqualTo(KeyUnavailableError.Reason.DENIED));
        assertThat(fixture.store.all()).isEmpty();
    }

    @Test
    void closingClosesWhatItOwnsAndEndsAllUse() {
        EnvelopeKeySource source = fixture.source("eu");
        FieldEncryptor encryptor = fixture.encryptor(source);
        byte[] envelope = encryptor.encrypt("anna");
        source.close();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> encryptor.encrypt("berta"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> fixture.decryptor(source).decrypt(envelope));
        assertThat(fixture.store.closed()).isTrue();
        assertThat(fixture.eu.closed()).isTrue();
        assertThat(fixture.events.lines()).endsWith("closed");
    }

    @Test
    void neverMakesAKeyOfAJoinDomainAndTellsWhoDoes() {
        EnvelopeKeySource source = fixture.source("eu");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> fixture.encryptor(source, CUSTOMERS).encrypt("anna"))
                .withMessage(
                        "Join domain customers of type STRING, normaliser NONE, has no key: the key store has none."
                                + " Keys of domains are never made on demand; create it once with `lockweir-keys create domain`");
        assertThat(fixture.store.all()).isEmpty();
    }

    @Test
    void joinsAcrossProcessesWithTheKeyThatWasCreated() {
        DekRecord created = DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), fixture.store, fixture.clock, "a person", fixture.events);
        byte[] first = fixture.encryptor(fixture.source("eu"), CUSTOMERS).encrypt("anna");
        byte[] second = fixture.encryptor(fixture.source("eu"), CUSTOMERS).encrypt("anna");
        assertThat(first).isEqualTo(second);
        assertThat(idOf(first)).isEqualTo(created.id());
        assertThat(fixture.decryptor(fixture.source("eu"), CUSTOMERS)
                        .decrypt(first)
                        .value())
                .isEqualTo("anna");
    }

    @Test
    void refusesASecondKeyOfADomainAndAStoreThatIsNotReadYet() {
        Runnable create = () -> DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), fixture.store, fixture.clock, "a person", fixture.events);
        fixture.store.complete(false);
        assertThatIllegalStateException().isThrownBy(create::run).withMessageContaining("not been read to its end");
        fixture.store.complete(true);
        create.run();
        assertThatIllegalStateException()
                .isThrownBy(create::run)
                .withMessageContaining("Join domain customers has a key already");
    }

    @Test
    void theFirstGoodKeyOfADomainCountsForEverybody() {
        DekRecord first = DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), fixture.store, fixture.clock, "a person", fixture.events);
        MemoryDekStore other = new MemoryDekStore();
        DekRecord forged = DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), other, fixture.clock, "an intruder", fixture.events);
        fixture.store.all().clear();
        fixture.store.add(poison(forged, new byte[60]));
        fixture.store.add(first);
        fixture.store.add(forged);
        byte[] envelope = fixture.encryptor(fixture.source("eu"), CUSTOMERS).encrypt("anna");
        assertThat(idOf(envelope)).isEqualTo(first.id());
    }

    @Test
    void aDomainsKeyGoesOnUnderAnotherKekWhenItsFirstOneIsGone() throws Exception {
        DekRecord first = DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), fixture.store, fixture.clock, "a person", fixture.events);
        byte[] before = fixture.encryptor(fixture.source("eu"), CUSTOMERS).encrypt("anna");
        MemoryDekStore other = new MemoryDekStore();
        fixture.store.add(DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("us")), other, fixture.clock, "another", fixture.events));
        byte[] dek = fixture.kek("eu").unwrap(first.wraps().get(0), CUSTOMERS);
        DekRecord.Wrap wrap = fixture.kek("us").rewrap(dek, CUSTOMERS);
        fixture.store.add(new DekRecord(first.id(), CUSTOMERS, List.of(wrap), first.created(), "rewrap"));

        EnvelopeKeySource without = fixture.source("us");
        assertThat(fixture.encryptor(without, CUSTOMERS).encrypt("anna")).isEqualTo(before);
    }

    @Test
    void aKeyOfADomainThatCannotBeJudgedNowIsNotPassedOver() {
        DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("us")), fixture.store, fixture.clock, "a person", fixture.events);
        MemoryDekStore other = new MemoryDekStore();
        fixture.store.add(DomainKeys.create(
                CUSTOMERS, List.of(fixture.kek("eu")), other, fixture.clock, "another", fixture.events));
        fixture.us.down();
        EnvelopeKeySource source = fixture.source(Duration.ofMillis(200), "eu", "us");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> fixture.encryptor(source, CUSTOMERS).encrypt("anna"))
                .withMessageContaining("KEK us");
    }

    @Test
    void tellsNoSecretAboutItself() {
        EnvelopeKeySource source = fixture.source("eu");
        fixture.encryptor(source).encrypt("anna");
        assertThat(source).hasToString("EnvelopeKeySource[Keks[eu]]");
        assertThat(fixture.store.all().get(0).toString())
                .doesNotContain("wrapped=")
                .contains("KEK [eu]");
    }

    private FieldEncryptor fixtureEncryptor(KeySource source) {
        synchronized (fixture) {
            return fixture.encryptor(source);
        }
    }

    private FieldDecryptor fixtureDecryptor(KeySource source) {
        synchronized (fixture) {
            return fixture.decryptor(source);
        }
    }

    private static DekId next(KeySource source, List<String> labels) {
        try (DataKeyUse use = source.encryptingKey(BANK, labels)) {
            return use.next(1).id();
        }
    }

    private static EncryptingDek dek() {
        return EncryptingDek.generate(BANK, new SecureRandom());
    }

    private static DekRecord poison(DekRecord record, byte[] wrapped) {
        return new DekRecord(
                record.id(),
                record.scope(),
                List.of(new DekRecord.Wrap("eu", wrapped)),
                record.created(),
                "an intruder");
    }

    private static List<String> labels(DekRecord record) {
        return record.wraps().stream().map(DekRecord.Wrap::kekLabel).toList();
    }
}
