package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.MovableClock;
import io.lockweir.encryption.keys.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A topic, a key service and as many processes as a test wants. */
final class World implements AutoCloseable {
    static final String NAMESPACE = "bank";
    static final Scope BANK = new Scope.Namespace(NAMESPACE);
    static final Duration TTL = Duration.ofMinutes(5);
    static final Duration MAX_STALE = Duration.ofHours(1);
    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);

    final MemoryTopic topic;
    final MemoryKms kms = new MemoryKms("one", "two");
    final MovableClock clock = new MovableClock();
    Duration keyWait = Duration.ofSeconds(30);
    private final List<SubjectKeys> opened = new ArrayList<>();

    World(int partitions) {
        topic = new MemoryTopic(partitions);
    }

    SubjectKeys process() {
        return process(topic);
    }

    SubjectKeys process(MemoryTopic other) {
        return process(new MemoryLog(other));
    }

    SubjectKeys process(MemoryLog log) {
        SubjectKeys keys = SubjectKeys.open(
                NAMESPACE,
                log,
                label -> new Kek(label, kms, label),
                new SubjectSettings(List.of("one"), 1000, 64, TTL, MAX_STALE, keyWait),
                KeyEvents.NONE,
                clock);
        opened.add(keys);
        return keys;
    }

    static byte[] encrypt(SubjectKey key, String text) {
        byte[] plaintext = text.getBytes(StandardCharsets.UTF_8);
        var sealer = key.sealer();
        byte[] sealed = new byte[sealer.sealedLength(plaintext.length)];
        sealer.seal(PLACE, plaintext, plaintext.length, sealed, 0);
        return sealed;
    }

    static String decrypt(SubjectKeys keys, SubjectKey writer, byte[] sealed) {
        // The key source's callers wait for a key that has not arrived; these tests only for what was written already.
        keys.records().log().awaitEnd();
        Opener opener = keys.find(writer.id(), BANK).orElseThrow().opener();
        return new String(opener.open(PLACE, sealed, 0), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        opened.forEach(SubjectKeys::close);
    }
}
