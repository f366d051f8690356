package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShredderTest {
    private final World world = new World(3);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void noProcessReadsAShreddedSubjectAndAllReadTheOthers() {
        SubjectKeys one = world.process();
        SubjectKeys two = world.process();
        SubjectKey anna = one.current(World.BANK, "anna");
        SubjectKey berta = one.current(World.BANK, "berta");
        byte[] hers = World.encrypt(berta, "secret");
        two.records().log().awaitEnd();
        SubjectKey reading = two.find(anna.id(), World.BANK).orElseThrow();
        Shredder.Shredded shredded = new Shredder(one).shred(World.BANK, "anna");
        assertThat(shredded.killed()).containsExactly(anna.id());
        assertThat(anna.live()).isFalse();
        two.records().log().awaitEnd();
        assertThat(reading.live()).isFalse();
        for (SubjectKeys process : List.of(one, two, world.process())) {
            assertThatThrownBy(() -> process.find(anna.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
            assertThat(World.decrypt(process, berta, hers)).isEqualTo("secret");
        }
    }

    @Test
    void aSubjectThatComesBackHasANewKey() {
        SubjectKeys one = world.process();
        SubjectKey before = one.current(World.BANK, "anna");
        new Shredder(one).shred(World.BANK, "anna");
        SubjectKey after = one.current(World.BANK, "anna");
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(world.process().current(World.BANK, "anna").id()).isEqualTo(after.id());
        Shredder.Shredded second = new Shredder(world.process()).shred(World.BANK, "anna");
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.killed()).containsExactly(after.id());
        assertThatThrownBy(() -> world.process().find(before.id(), World.BANK))
                .isInstanceOf(ShreddedKeyException.class);
    }

    @Test
    void shredsInEveryScopeOfTheNamespace() {
        SubjectKeys one = world.process();
        Scope rows = new Scope.Row(World.NAMESPACE);
        SubjectKey value = one.current(World.BANK, "anna");
        SubjectKey boundToRow = one.current(rows, "anna");
        assertThat(new Shredder(one).shred("anna").killed()).containsExactlyInAnyOrder(value.id(), boundToRow.id());
        assertThatThrownBy(() -> one.find(boundToRow.id(), rows)).isInstanceOf(ShreddedKeyException.class);
        assertThatThrownBy(() -> one.find(value.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
    }

    @Test
    void saysWhenThereWasNothingToShred() {
        Shredder.Shredded shredded = new Shredder(world.process()).shred(World.BANK, "nobody");
        assertThat(shredded.killed()).isEmpty();
    }

    @Test
    void staysShreddedAfterCompaction() {
        SubjectKeys one = world.process();
        SubjectKey anna = one.current(World.BANK, "anna");
        SubjectKey berta = one.current(World.BANK, "berta");
        new Shredder(one).shred(World.BANK, "anna");
        world.topic.compact();
        SubjectKeys two = world.process();
        assertThatThrownBy(() -> two.find(anna.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
        assertThat(two.find(berta.id(), World.BANK)).isPresent();
        assertThat(world.topic.all())
                .noneMatch(entry -> Objects.equals(anna.id(), SubjectRecordCodec.dekIdOf(entry.key())));
    }

    @Test
    void afterFinalizingAnOldCopyOfTheTopicIsWorthless() {
        SubjectKeys one = world.process();
        List<String> subjects =
                IntStream.range(0, 200).mapToObj(i -> "subject " + i).toList();
        one.prepare(World.BANK, subjects);
        SubjectKey anna = one.current(World.BANK, "subject 7");
        SubjectKey berta = one.current(World.BANK, "subject 8");
        byte[] hers = World.encrypt(berta, "secret");
        MemoryTopic copy = world.topic.copy();
        new Shredder(one).shred(World.BANK, "subject 7");
        assertThat(world.process(copy.copy()).find(anna.id(), World.BANK))
                .as("before, a copy still opens")
                .isPresent();

        List<Long> progress = new ArrayList<>();
        Finalization.Finalized finalized = new Finalization(one).run(List.of("two"), progress::add);
        assertThat(finalized.generation()).isEqualTo(2);
        assertThat(finalized.rewrapped()).isEqualTo(199);
        assertThat(finalized.destroyKeks()).containsExactly("one");
        assertThat(progress).last().isEqualTo(199L);
        world.kms.destroy("one");

        assertThatThrownBy(() -> world.process(copy)).isInstanceOf(KeyUnavailableError.class);
        for (int compacted = 0; compacted < 2; compacted++) {
            for (SubjectKeys process : List.of(one, world.process())) {
                assertThat(World.decrypt(process, berta, hers)).isEqualTo("secret");
                assertThat(process.current(World.BANK, "subject 8").id()).isEqualTo(berta.id());
                assertThatThrownBy(() -> process.find(anna.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
            }
            world.topic.compact();
        }
    }

    @Test
    void writersAndReadersGoOnWhileSubjectsAreRewrapped() throws Exception {
        SubjectKeys writer = world.process();
        SubjectKeys finalizer = world.process();
        List<String> before =
                IntStream.range(0, 100).mapToObj(i -> "subject " + i).toList();
        writer.prepare(World.BANK, before);
        List<SubjectKey> made = new ArrayList<>();
        Thread writing = new Thread(() ->
                IntStream.range(0, 200).forEach(i -> made.add(writer.current(World.BANK, "new subject " + i))));
        writing.start();
        Finalization.Finalized finalized = new Finalization(finalizer).run(List.of("two"), count -> {});
        writing.join();
        assertThat(made).hasSize(200);
        assertThat(finalized.rewrapped()).isBetween(100L, 300L);
        world.kms.destroy("one");
        world.topic.compact();
        SubjectKeys later = world.process();
        for (SubjectKey key : made) {
            byte[] sealed = World.encrypt(
                    key.live() ? key : writer.find(key.id(), World.BANK).orElseThrow(), "x");
            assertThat(World.decrypt(later, key, sealed)).isEqualTo("x");
        }
    }

    @Test
    void aKeyThatLandsJustBeforeTheFenceIsNotReplacedByAnotherOfTheNextGeneration() {
        SubjectKeys writer = world.process();
        writer.current(World.BANK, "berta");
        MemoryTopic copy = world.topic.copy();
        SubjectKeys elsewhere = world.process(copy);
        // In partition 0 the generation itself is the fence.
        String anna = IntStream.range(0, 1000)
                .mapToObj(i -> "anna " + i)
                .filter(name -> elsewhere
                                .records()
                                .partition(elsewhere
                                        .records()
                                        .tag(
                                                World.BANK,
                                                name,
                                                elsewhere.records().keyring().tagging()))
                        > 0)
                .findFirst()
                .orElseThrow();
        SubjectKey key = elsewhere.current(World.BANK, anna);
        byte[] sealed = World.encrypt(key, "x");
        SubjectLog.Entry record = record(copy.all(), key);
        writer.writer().publishGeneration(2, List.of("two"));
        world.topic.beforeNextFence(() -> world.topic.append(record.partition(), record.key(), record.value()));

        assertThat(writer.current(World.BANK, anna).id()).isEqualTo(key.id());

        new Finalization(writer).run(List.of("two"), count -> {});
        world.kms.destroy("one");
        world.topic.compact();
        assertThat(World.decrypt(world.process(), key, sealed)).isEqualTo("x");
    }

    @Test
    void keysOutliveTheCompactionOfAFenceThatTwoWritersSet() {
        SubjectKeys writer = world.process();
        SubjectKey anna = writer.current(World.BANK, "anna");
        byte[] sealed = World.encrypt(anna, "x");
        // The other writer had not seen the first one's fences yet.
        List<SubjectLog.Entry> fences = world.topic.all().stream()
                .filter(entry -> entry.key()[0] == 'N')
                .toList();
        assertThat(fences).isNotEmpty();
        fences.forEach(fence -> world.topic.append(fence.partition(), fence.key(), fence.value()));
        world.topic.compact();

        assertThat(World.decrypt(world.process(), anna, sealed)).isEqualTo("x");
    }

    @Test
    void refusesToFinalizeUnderTheSameKeyEncryptionKey() {
        SubjectKeys one = world.process();
        one.current(World.BANK, "anna");
        assertThatThrownBy(() -> new Finalization(one).run(List.of("one"), count -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[one]");
    }

    @Test
    void restoringAnOldExportRevivesNobody() {
        SubjectKeys one = world.process();
        SubjectKey anna = one.current(World.BANK, "anna");
        SubjectKey berta = one.current(World.BANK, "berta");
        MemoryTopic export = world.topic.copy();
        new Shredder(one).shred(World.BANK, "anna");
        new Finalization(one).run(List.of("two"), count -> {});
        world.topic.compact();
        Set<ByteBuffer> present = world.topic.all().stream()
                .map(entry -> ByteBuffer.wrap(entry.key()))
                .collect(Collectors.toSet());
        export.all().stream()
                .filter(entry -> !present.contains(ByteBuffer.wrap(entry.key())))
                .forEach(entry -> world.topic.append(entry.partition(), entry.key(), entry.value()));
        world.topic.compact();
        SubjectKeys later = world.process();
        assertThatThrownBy(() -> later.find(anna.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
        assertThat(later.find(berta.id(), World.BANK)).isPresent();
        assertThat(later.subjects()).isEqualTo(2);
    }

    @Test
    void whatIsRestoredBehindANewKeyDecryptsAgainAndOutlivesAFinalization() {
        SubjectKeys one = world.process();
        SubjectKey lost = one.current(World.BANK, "anna");
        SubjectKey shredded = one.current(World.BANK, "carla");
        byte[] sealed = World.encrypt(lost, "secret");
        List<SubjectLog.Entry> export = world.topic.all();
        new Shredder(one).shred(World.BANK, "carla");
        // Somebody wrote nulls, compaction obeyed, and a process that started then made another key.
        SubjectLog.Entry record = record(export, lost);
        world.topic.append(record.partition(), record.key(), null);
        world.topic.compact();
        SubjectKeys two = world.process();
        SubjectKey next = two.current(World.BANK, "anna");
        assertThat(next.id()).isNotEqualTo(lost.id());
        assertThat(two.find(lost.id(), World.BANK)).isEmpty();

        for (SubjectLog.Entry restored : List.of(record, record(export, shredded))) {
            world.topic.append(restored.partition(), restored.key(), restored.value());
        }
        for (int finalized = 0; finalized < 2; finalized++) {
            for (SubjectKeys process : List.of(two, world.process())) {
                assertThat(World.decrypt(process, lost, sealed)).isEqualTo("secret");
                assertThat(process.current(World.BANK, "anna").id()).isEqualTo(next.id());
                assertThatThrownBy(() -> process.find(shredded.id(), World.BANK))
                        .isInstanceOf(ShreddedKeyException.class);
            }
            if (finalized == 0) {
                assertThat(new Finalization(two)
                                .run(List.of("two"), count -> {})
                                .rewrapped())
                        .isEqualTo(2);
                world.kms.destroy("one");
                world.topic.compact();
            }
        }
        new Shredder(two).shred(World.BANK, "anna");
        for (SubjectKeys process : List.of(two, world.process())) {
            assertThatThrownBy(() -> process.find(lost.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
        }
    }

    @Test
    void whatIsRestoredDuringAFinalizationIsRewrappedToo() {
        SubjectKeys one = world.process();
        SubjectKey lost = one.current(World.BANK, "anna");
        byte[] sealed = World.encrypt(lost, "secret");
        SubjectLog.Entry record = record(world.topic.all(), lost);
        world.topic.append(record.partition(), record.key(), null);
        world.topic.compact();
        SubjectKeys two = world.process();
        two.writer().publishGeneration(2, List.of("two"));
        IntStream.range(0, 3).forEach(partition -> two.writer().ensureFence(partition, 2));
        world.topic.append(record.partition(), record.key(), record.value());
        assertThat(World.decrypt(two, lost, sealed)).isEqualTo("secret");

        new Finalization(two).run(List.of("two"), count -> {});
        world.kms.destroy("one");

        assertThat(World.decrypt(world.process(), lost, sealed)).isEqualTo("secret");
    }

    @Test
    void whatIsRestoredAfterItsGenerationWasDestroyedIsUnknownAndHindersNothing() {
        SubjectKeys one = world.process();
        SubjectKey lost = one.current(World.BANK, "anna");
        SubjectLog.Entry record = record(world.topic.all(), lost);
        world.topic.append(record.partition(), record.key(), null);
        world.topic.compact();
        SubjectKeys two = world.process();
        new Finalization(two).run(List.of("two"), count -> {});
        world.topic.append(record.partition(), record.key(), record.value());
        two.records().log().awaitEnd();

        assertThat(two.find(lost.id(), World.BANK)).isEmpty();
        assertThat(new Finalization(two).run(List.of("one"), count -> {}).generation())
                .isEqualTo(3);
    }

    private static SubjectLog.Entry record(List<SubjectLog.Entry> entries, SubjectKey key) {
        return entries.stream()
                .filter(entry -> Objects.equals(SubjectRecordCodec.dekIdOf(entry.key()), key.id()))
                .findFirst()
                .orElseThrow();
    }
}
