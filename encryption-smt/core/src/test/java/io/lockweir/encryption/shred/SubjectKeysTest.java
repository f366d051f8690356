package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectKeysTest {
    private final World world = new World(3);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyProcessHasTheSameKeyOfASubject() {
        SubjectKeys one = world.process();
        SubjectKeys two = world.process();
        SubjectKey key = one.current(World.BANK, "anna");
        byte[] sealed = World.encrypt(key, "secret");
        assertThat(two.current(World.BANK, "anna").id()).isEqualTo(key.id());
        assertThat(two.current(World.BANK, "berta").id()).isNotEqualTo(key.id());
        assertThat(World.decrypt(world.process(), key, sealed)).isEqualTo("secret");
    }

    @Test
    void theFirstOfConcurrentWritersWins() throws Exception {
        List<SubjectKeys> processes =
                IntStream.range(0, 4).mapToObj(i -> world.process()).toList();
        ExecutorService threads = Executors.newFixedThreadPool(processes.size());
        try {
            CyclicBarrier barrier = new CyclicBarrier(processes.size());
            for (int round = 0; round < 30; round++) {
                String subject = "subject " + round;
                List<Callable<DekId>> writers = new ArrayList<>();
                for (SubjectKeys process : processes) {
                    writers.add(() -> {
                        barrier.await();
                        return process.current(World.BANK, subject).id();
                    });
                }
                Set<DekId> ids = new HashSet<>();
                for (Future<DekId> id : threads.invokeAll(writers)) {
                    ids.add(id.get());
                }
                assertThat(ids).as("round %s", round).hasSize(1);
                assertThat(world.process().current(World.BANK, subject).id()).isIn(ids);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void preparesManySubjectsAtOnce() {
        SubjectKeys one = world.process();
        List<String> subjects =
                IntStream.range(0, 500).mapToObj(i -> "subject " + i).toList();
        assertThat(one.prepare(World.BANK, subjects)).isEqualTo(500);
        assertThat(one.prepare(World.BANK, subjects)).isZero();
        int before = world.topic.all().size();
        assertThat(one.current(World.BANK, "subject 77").id())
                .isEqualTo(world.process().current(World.BANK, "subject 77").id());
        assertThat(world.topic.all()).hasSize(before);
        assertThat(one.subjects()).isEqualTo(500);
    }

    @Test
    void asksTheKeyServiceOncePerProcessWhateverTheNumberOfSubjects() {
        SubjectKeys one = world.process();
        one.prepare(
                World.BANK,
                IntStream.range(0, 300).mapToObj(i -> "subject " + i).toList());
        int before = world.kms.calls();
        SubjectKeys two = world.process();
        IntStream.range(0, 300).forEach(i -> two.current(World.BANK, "subject " + i));
        assertThat(world.kms.calls() - before).isEqualTo(1);
    }

    @Test
    void neitherNullsNorGarbageNorForgeriesDisplaceAKey() {
        SubjectKeys one = world.process();
        SubjectKey key = one.current(World.BANK, "anna");
        byte[] sealed = World.encrypt(key, "secret");
        List<SubjectLog.Entry> before = world.topic.all();
        for (SubjectLog.Entry entry : before) {
            byte[] value = Objects.requireNonNull(entry.value());
            world.topic.append(entry.partition(), entry.key(), null);
            world.topic.append(entry.partition(), entry.key(), new byte[] {1, 2, 3});
            byte[] forged = value.clone();
            forged[forged.length - 20] ^= 1;
            world.topic.append(entry.partition(), entry.key(), forged);
        }
        world.topic.append(0, new byte[0], new byte[0]);
        world.topic.append(0, "garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8), null);
        assertThat(World.decrypt(one, key, sealed)).isEqualTo("secret");
        SubjectKeys two = world.process();
        assertThat(World.decrypt(two, key, sealed)).isEqualTo("secret");
        assertThat(two.current(World.BANK, "anna").id()).isEqualTo(key.id());
    }

    @Test
    void aWriterWithoutTheNamespaceKeyCanNotShred() {
        SubjectKeys one = world.process();
        SubjectKey key = one.current(World.BANK, "anna");
        SubjectLog.Entry dek = world.topic.all().stream()
                .filter(entry -> SubjectRecordCodec.dekIdOf(entry.key()) != null)
                .findFirst()
                .orElseThrow();
        SubjectRecord.Shred forged = new SubjectRecord.Shred(
                SubjectRecord.NamespaceId.of(World.NAMESPACE),
                SubjectTag.at(dek.key(), 0),
                1,
                world.clock.instant(),
                List.of(key.id()));
        SubjectRecordCodec.Encoded encoded =
                SubjectRecordCodec.encode(forged, new io.lockweir.encryption.cipher.HmacSha256(new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                }));
        world.topic.append(dek.partition(), encoded.key(), encoded.value());
        assertThat(world.process().find(key.id(), World.BANK)).isPresent();
        one.records().log().awaitEnd();
        assertThat(key.live()).isTrue();
    }

    @Test
    void refusesMoreSubjectsThanThereIsHeapFor() {
        SubjectKeys one = world.process();
        one.prepare(
                World.BANK,
                IntStream.range(0, 1000).mapToObj(i -> "subject " + i).toList());
        assertThatThrownBy(() -> one.current(World.BANK, "one more"))
                .isInstanceOf(KeyUnavailableError.class)
                .hasStackTraceContaining("Raise store.subjects.max");
    }

    @Test
    void usesNoKeyWhileAShredMayHaveBeenMissed() {
        MemoryLog log = new MemoryLog(world.topic);
        SubjectKeys one = world.process(log);
        one.current(World.BANK, "anna");
        log.reachable(false);
        assertThatThrownBy(() -> one.current(World.BANK, "anna")).isInstanceOf(KeyUnavailableError.class);
        log.reachable(true);
        assertThat(one.current(World.BANK, "anna")).isNotNull();
    }

    @Test
    void failsAtTheStartWhenTheNamespaceKeyCanNotBeUnwrapped() {
        world.process().current(World.BANK, "anna");
        world.kms.fail(KmsException.Kind.DENIED);
        assertThatThrownBy(world::process)
                .isInstanceOf(KeyUnavailableError.class)
                .hasMessageContaining("namespace bank")
                .hasMessageContaining("key-encryption key one");
    }

    @Test
    void oneNamespaceSeesNothingOfAnother() {
        world.process().current(World.BANK, "anna");
        SubjectKeys other = SubjectKeys.open(
                "insurance",
                new MemoryLog(world.topic),
                label -> new io.lockweir.encryption.keys.Kek(label, world.kms, label),
                SubjectSettings.of(List.of("two")),
                io.lockweir.encryption.keys.KeyEvents.NONE,
                world.clock);
        assertThat(other.subjects()).isZero();
        other.current(new Scope.Namespace("insurance"), "anna");
        assertThat(other.subjects()).isEqualTo(1);
        other.close();
    }

    @Test
    void refusesSubjectsWithoutAName() {
        SubjectKeys one = world.process();
        assertThatThrownBy(() -> one.current(World.BANK, "anna\ud800"))
                .isInstanceOf(EnvelopeException.class)
                .hasMessageNotContaining("anna");
    }
}
