package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SharedDek;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the keys of a namespace: its own, generation by generation, and those of its subjects. Each is published and read back before it is used, and of
 * several writers' the one that counts is used.
 */
final class NamespaceWriter {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceWriter.class);
    private static final int BATCH = 2000;

    private final NamespaceLog records;
    private final SubjectLedger ledger;
    private final SubjectFollower follower;
    private final NamespaceKeks keks;
    private final List<String> kekLabels;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A writer.
     *
     * @param kekLabels what wraps the first generation
     */
    NamespaceWriter(
            NamespaceLog records,
            SubjectLedger ledger,
            SubjectFollower follower,
            NamespaceKeks keks,
            List<String> kekLabels,
            Clock clock) {
        this.records = records;
        this.ledger = ledger;
        this.follower = follower;
        this.keks = keks;
        this.kekLabels = kekLabels;
        this.clock = clock;
    }

    /** Makes the first generation where there is none. */
    void ensureNamespaceKey() {
        if (records.keyring().newest().isEmpty()) {
            synchronized (this) {
                // One that somebody else published just now must not get a rival.
                follower.catchUp();
                if (records.keyring().newest().isEmpty()) {
                    publishGeneration(1, kekLabels);
                }
            }
        }
    }

    /** Publishes a generation; another process's of the same number may have come first, and counts then. */
    void publishGeneration(int number, List<String> labels) {
        NamespaceKeyring keyring = records.keyring();
        byte[] index = keyring.ready() ? keyring.index() : NamespaceSecret.fresh(random);
        Generation generation;
        HmacSha256 mac;
        try {
            generation = fresh(number, index, labels);
            mac = NamespaceSecret.authentication(index, records.id());
        } finally {
            Arrays.fill(index, (byte) 0);
        }
        records.publish(0, generation, mac);
        // With the first one everything behind it can be judged.
        follower.catchUp();
        if (keyring.newest().isEmpty()) {
            throw new KeyUnavailableError(
                    "The new key of namespace " + records.name() + " was published and did not come back");
        }
        if (keyring.isRival(generation)) {
            // Another process was first: what nobody uses is removed.
            records.remove(0, SubjectRecordCodec.key(generation));
            return;
        }
        LOG.info("Generation {} of the key of namespace {} is wrapped by {}", number, records.name(), labels);
    }

    /** Behind a fence only keys under its generation count. */
    void ensureFence(int partition, int generation) {
        if (ledger.fence(partition) < generation) {
            records.publish(
                    partition,
                    records.keyring().newest().orElseThrow(),
                    records.keyring().authentication());
        }
    }

    /** Publishes a key of a subject, unless another writer's came first. */
    void publish(Scope scope, SubjectTag tag, int epoch) {
        NamespaceSecret secret = records.newest();
        int partition = records.partition(tag);
        ensureFence(partition, secret.generation());
        // Both took their time. Behind the fence a key under an older generation counts no more, so what is not here
        // now never will be: another writer's key must not be replaced by a different one under a later generation.
        SubjectLedger.Subject subject = ledger.subject(tag);
        if (subject.current().isEmpty() && subject.epoch() == epoch) {
            records.publish(
                    partition,
                    fresh(scope, tag, epoch, secret),
                    records.keyring().authentication());
        }
    }

    /** Publishes keys of all subjects that have none, many at a time. */
    long prepare(Scope scope, Collection<String> subjects) {
        HmacSha256 tagging = records.keyring().tagging();
        HmacSha256 mac = records.keyring().authentication();
        long published = 0;
        Map<Integer, Long> last = new HashMap<>();
        List<CompletableFuture<Long>> batch = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        NamespaceSecret secret = records.newest();
        for (String subject : subjects) {
            SubjectTag tag = records.tag(scope, subject, tagging);
            int partition = records.partition(tag);
            ensureFence(partition, secret.generation());
            // Looked at behind the fence, as in publish.
            SubjectLedger.Subject known = ledger.subject(tag);
            if (known.current().isEmpty()) {
                partitions.add(partition);
                batch.add(records.append(partition, fresh(scope, tag, known.epoch(), secret), mac));
                published++;
            }
            if (batch.size() == BATCH) {
                settle(batch, partitions, last);
            }
        }
        settle(batch, partitions, last);
        last.forEach(records.log()::awaitFollowed);
        return published;
    }

    private Generation fresh(int number, byte[] index, List<String> labels) {
        byte[] key = NamespaceSecret.fresh(random);
        try {
            NamespaceSecret secret = new NamespaceSecret(key, records.id(), number);
            return new Generation(
                    records.id(),
                    number,
                    random.nextLong(),
                    records.keyring()
                            .newest()
                            .map(Generation::partitions)
                            .orElse(records.log().partitions()),
                    clock.instant(),
                    secret.wrapIndex(index),
                    keks.wrap(key, labels));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private Dek fresh(Scope scope, SubjectTag tag, int epoch, NamespaceSecret secret) {
        byte[] key = NamespaceSecret.fresh(random);
        try {
            DekId id = SharedDek.idOf(key, scope);
            return new Dek(records.id(), tag, id, epoch, secret.generation(), secret.wrap(key, tag, id, epoch));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void settle(List<CompletableFuture<Long>> batch, List<Integer> partitions, Map<Integer, Long> last) {
        for (int i = 0; i < batch.size(); i++) {
            last.merge(partitions.get(i), records.acknowledged(batch.get(i)), Math::max);
        }
        batch.clear();
        partitions.clear();
    }
}
