package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.kms.KmsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Partitions that arrive in any order, as through a mirror or a restore. */
class SubjectFollowerTest {
    private final World world = new World(3);
    private final MemoryTopic mirror = new MemoryTopic(3);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        thread.shutdownNow();
        world.close();
    }

    @Test
    void recordsThatArriveBeforeTheNamespaceKeyCountWhenItIsThere() {
        SubjectKeys writer = world.process();
        List<SubjectKey> keys = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> keys.add(writer.current(World.BANK, "subject " + i)));
        SubjectKey shredded = writer.current(World.BANK, "anna");
        new Shredder(writer).shred(World.BANK, "anna");
        // Of two equal fences, by writers that had not seen each other's, compaction keeps the second, behind the keys.
        world.topic.all().stream()
                .filter(entry -> entry.key()[0] == 'N')
                .forEach(fence -> world.topic.append(fence.partition(), fence.key(), fence.value()));
        world.topic.compact();
        SubjectKeys reader = world.process(mirror);

        mirror(2);
        reader.records().log().awaitEnd();
        mirror(1);
        mirror(0);
        reader.records().log().awaitEnd();

        for (SubjectKey key : keys) {
            assertThat(World.decrypt(reader, key, World.encrypt(key, "secret"))).isEqualTo("secret");
        }
        assertThatThrownBy(() -> reader.find(shredded.id(), World.BANK)).isInstanceOf(ShreddedKeyException.class);
        assertThat(reader.subjects()).isEqualTo(31);
        assertThat(reader.current(World.BANK, "subject 7").id())
                .isEqualTo(keys.get(7).id());
    }

    @Test
    void aNamespaceKeyThatCanNotBeUnwrappedYetHoldsNobodyUpAndIsNotReplaced() {
        SubjectKeys writer = world.process();
        SubjectKey key = writer.current(World.BANK, "anna");
        SubjectKeys reader = world.process(mirror);
        world.kms.fail(KmsException.Kind.UNAVAILABLE);
        IntStream.range(0, 3).forEach(this::mirror);
        reader.records().log().awaitEnd();
        assertThatThrownBy(() -> reader.find(key.id(), World.BANK))
                .isInstanceOfSatisfying(
                        KeyUnavailableError.class,
                        e -> assertThat(e.reason()).isEqualTo(KeyUnavailableError.Reason.UNAVAILABLE));
        int before = mirror.all().size();
        assertThatThrownBy(() -> reader.current(World.BANK, "anna")).isInstanceOf(KeyUnavailableError.class);
        assertThat(mirror.all()).hasSize(before);

        world.kms.fail(KmsException.Kind.INVALID);

        assertThat(reader.find(key.id(), World.BANK)).isPresent();
        assertThat(reader.current(World.BANK, "anna").id()).isEqualTo(key.id());
    }

    @Test
    void whatSomebodyWroteBeforeTheNamespaceKeyDoesNotHinderTheFirstWriter() {
        SubjectKeys elsewhere = world.process();
        elsewhere.current(World.BANK, "anna");
        SubjectKeys writer = world.process(mirror);
        for (SubjectLog.Entry entry : world.topic.all()) {
            if (SubjectRecordCodec.dekIdOf(entry.key()) != null) {
                mirror.append(entry.partition(), entry.key(), entry.value());
            }
        }
        writer.records().log().awaitEnd();

        SubjectKey key = writer.current(World.BANK, "anna");

        assertThat(World.decrypt(world.process(mirror), key, World.encrypt(key, "x")))
                .isEqualTo("x");
        assertThat(writer.subjects()).isEqualTo(1);
    }

    @Test
    void catchingUpEndsWhileTheLogIsBeingWritten() throws Exception {
        SubjectKeys writer = world.process();
        SubjectKey key = writer.current(World.BANK, "anna");
        MemoryLog log = new MemoryLog(mirror);
        SubjectKeys reader = world.process(log);
        IntStream.range(0, 3).forEach(this::mirror);
        log.awaitEnd();
        log.whileScanning(() -> {
            mirror(0);
            log.awaitEnd();
        });

        Future<?> caughtUp = thread.submit(() -> reader.find(key.id(), World.BANK));
        caughtUp.get(1, TimeUnit.MINUTES);

        assertThat(World.decrypt(reader, key, World.encrypt(key, "secret"))).isEqualTo("secret");
        assertThat(reader.subjects()).isEqualTo(1);
    }

    private void mirror(int partition) {
        world.topic.from(partition, 0).forEach(entry -> mirror.append(partition, entry.key(), entry.value()));
    }
}
