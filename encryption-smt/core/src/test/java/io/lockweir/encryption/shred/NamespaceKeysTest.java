package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.shred.NamespaceKeys.Held;
import io.lockweir.encryption.shred.NamespaceKeys.Rewrapped;
import io.lockweir.encryption.shred.NamespaceKeys.Selection;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceKeysTest {
    private final World world = new World(3);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void afterARewrapSubjectsAreReadWithoutTheOldKeyEncryptionKey() {
        SubjectKeys running = world.process();
        SubjectKey anna = running.current(World.BANK, "anna");
        byte[] sealed = World.encrypt(anna, "x");

        assertThat(rewrap(world.kms, List.of("two"), Selection.MISSING)).isEqualTo(new Rewrapped(1, 0));
        assertThat(keys(world.kms).check(World.NAMESPACE)).containsExactly(new Held(1, List.of("two", "one")));
        running.records().log().awaitEnd();
        world.kms.destroy("one");

        assertThat(World.decrypt(world.process(), anna, sealed))
                .as("both records are in the log")
                .isEqualTo("x");
        world.topic.compact();
        assertThat(World.decrypt(world.process(), anna, sealed)).isEqualTo("x");
        world.clock.advance(World.TTL);
        assertThat(World.decrypt(running, anna, sealed))
                .as("a process that was there before")
                .isEqualTo("x");
    }

    @Test
    void repeatedItDoesNothing() {
        world.process().current(World.BANK, "anna");
        rewrap(world.kms, List.of("two"), Selection.MISSING);
        long end = world.topic.end(0);
        assertThat(rewrap(world.kms, List.of("two"), Selection.MISSING)).isEqualTo(new Rewrapped(0, 1));
        assertThat(world.topic.end(0)).isEqualTo(end);
        assertThat(rewrap(world.kms, List.of("two"), Selection.ALL)).isEqualTo(new Rewrapped(1, 0));
    }

    @Test
    void aWrapThatDoesNotOpenIsMadeAnew() {
        SubjectKeys process = world.process();
        process.current(World.BANK, "anna");
        Generation genuine = process.records().keyring().newest().orElseThrow();
        SubjectRecordCodec.Encoded damaged = SubjectRecordCodec.encode(
                new Generation(
                        genuine.namespace(),
                        1,
                        genuine.nonce(),
                        genuine.partitions(),
                        genuine.created(),
                        genuine.index(),
                        List.of(
                                new SubjectRecord.LabelledWrap("two", new byte[48]),
                                genuine.wraps().get(0))),
                process.records().keyring().authentication());
        world.topic.append(0, damaged.key(), damaged.value());

        assertThat(rewrap(world.kms, List.of("two"), Selection.MISSING)).isEqualTo(new Rewrapped(1, 0));
        world.kms.destroy("one");
        assertThat(keys(world.kms).check(World.NAMESPACE)).hasSize(1);
    }

    @Test
    void publishesNothingThatDoesNotOpenAgain() {
        world.process().current(World.BANK, "anna");
        long end = world.topic.end(0);
        assertThatThrownBy(() -> rewrap(new Broken(world.kms), List.of("two"), Selection.MISSING))
                .isInstanceOf(KeyUnavailableError.class)
                .hasMessageContaining("two has just wrapped does not unwrap again");
        assertThat(world.topic.end(0)).isEqualTo(end);
    }

    @Test
    void finalizingNamesEveryKeyEncryptionKeyThatEverWrapped() {
        SubjectKeys process = world.process();
        process.current(World.BANK, "anna");
        rewrap(world.kms, List.of("two"), Selection.MISSING);
        process.records().log().awaitEnd();
        for (String still : List.of("one", "two")) {
            assertThatThrownBy(() -> new Finalization(process).run(List.of(still), count -> {}))
                    .as("an old copy is open to who may use %s", still)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[" + still + "]");
        }
    }

    @Test
    void aFinalizationThatEndsMeanwhileStaysOne() {
        SubjectKeys process = world.process();
        process.current(World.BANK, "anna");
        Generation first = process.records().keyring().newest().orElseThrow();
        SubjectRecordCodec.Encoded destroyed = SubjectRecordCodec.encode(
                first.destroy(), process.records().keyring().authentication());
        world.topic.beforeNextFence(() -> world.topic.append(0, destroyed.key(), destroyed.value()));

        rewrap(world.kms, List.of("two"), Selection.MISSING);
        world.topic.compact();
        List<SubjectLog.Entry> left = world.topic.from(0, 0).stream()
                .filter(entry -> entry.key()[0] == 'N')
                .toList();
        assertThat(left)
                .singleElement()
                .satisfies(entry -> assertThat(entry.value()).isEqualTo(destroyed.value()));
    }

    @Test
    void countsNamespacesThatNobodyNamed() {
        world.process().current(World.BANK, "anna");
        assertThat(keys(world.kms).unnamed(List.of("bank", "other"))).isZero();
        assertThat(keys(world.kms).unnamed(List.of("other"))).isEqualTo(1);
        assertThat(keys(world.kms).check("other")).isEmpty();
        assertThat(keys(world.kms).rewrap("other", List.of("two"), Selection.ALL))
                .isEqualTo(new Rewrapped(0, 0));
    }

    @Test
    void saysWhichKeyEncryptionKeysWouldOpenIt() {
        world.process().current(World.BANK, "anna");
        NamespaceKeys without = new NamespaceKeys(
                new MemoryLog(world.topic), label -> label.equals("two") ? new Kek("two", world.kms, "two") : null);
        assertThatThrownBy(() -> without.check(World.NAMESPACE))
                .isInstanceOf(KeyUnavailableError.class)
                .hasMessageContaining("[one]");
    }

    @Test
    void anInterruptedFinalizationGoesOnOnlyUnderItsOwnKeyEncryptionKeys() {
        SubjectKeys process = world.process();
        process.current(World.BANK, "anna");
        process.writer().publishGeneration(2, List.of("two"));
        Finalization finalization = new Finalization(process);
        assertThat(finalization.unfinished()).containsExactly("two");
        assertThatThrownBy(() -> finalization.run(List.of("three"), count -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("are [two], not [three]");
        assertThat(finalization.run(finalization.unfinished(), count -> {}).destroyKeks())
                .containsExactly("one");
        assertThat(finalization.unfinished()).isEmpty();
    }

    private Rewrapped rewrap(Kms kms, List<String> labels, Selection selection) {
        return keys(kms).rewrap(World.NAMESPACE, labels, selection);
    }

    private NamespaceKeys keys(Kms kms) {
        return new NamespaceKeys(new MemoryLog(world.topic), label -> new Kek(label, kms, label));
    }

    /** Wraps what it cannot open. */
    private record Broken(MemoryKms working) implements Kms {
        @Override
        public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
            byte[] wrapped = working.wrap(key, dek, context);
            wrapped[0] ^= 1;
            return wrapped;
        }

        @Override
        public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
            return working.unwrap(key, wrapped, context);
        }

        @Override
        public io.lockweir.encryption.kms.KekDescription describe(String key) {
            return working.describe(key);
        }

        @Override
        public void close() {}
    }
}
