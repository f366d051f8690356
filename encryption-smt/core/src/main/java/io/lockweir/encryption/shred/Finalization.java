package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLedger.Position;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.LabelledWrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code shred --finalize}: makes old copies of the log worthless. The keys of all living subjects are wrapped anew under a new generation of the namespace's
 * key, which other key-encryption keys wrap; then the old generation's wraps are overwritten. The last step is the operator's: destroy the old
 * key-encryption keys in their service. Writers and readers go on meanwhile. Repeat it after any failure: it continues.
 */
public final class Finalization {
    private static final Logger LOG = LoggerFactory.getLogger(Finalization.class);
    private static final int BATCH = 2000;
    private static final int PASSES = 10;

    private final SubjectKeys keys;
    private final NamespaceLog records;

    public Finalization(SubjectKeys keys) {
        this.keys = keys;
        this.records = keys.records();
    }

    /**
     * What was done.
     *
     * @param generation the new generation of the namespace's key
     * @param rewrapped how many keys of living subjects were wrapped anew
     * @param destroyKeks labels of key-encryption keys to be destroyed in their service now. As long as one can be used, whoever may use it can read
     *     shredded values with an old copy of the log
     */
    public record Finalized(int generation, long rewrapped, List<String> destroyKeks) {
        public Finalized {
            destroyKeks = List.copyOf(destroyKeks);
        }
    }

    /**
     * Finalizes what was shredded until now.
     *
     * @param kekLabels what wraps the new generation: none of them may wrap the old one
     * @param progress is told how many keys were wrapped anew
     * @throws IllegalArgumentException if a key-encryption key is not configured, or wraps the old generation, or is none of those that an
     *     {@linkplain #unfinished unfinished} finalization began with
     * @throws KeyUnavailableError if the log or a key-encryption key can't be asked; repeat it then
     */
    public Finalized run(List<String> kekLabels, LongConsumer progress) {
        keys.checkUsable();
        keys.writer().ensureNamespaceKey();
        records.log().awaitEnd();
        Generation newest = begin(kekLabels);
        int partitions = newest.partitions();
        for (int partition = 0; partition < partitions; partition++) {
            keys.writer().ensureFence(partition, newest.generation());
        }
        long rewrapped = 0;
        long left = 1;
        for (int pass = 0; left > 0; pass++) {
            if (pass == PASSES) {
                throw new KeyUnavailableError(
                        "Keys of subjects under old generations still appear; repeat the finalization");
            }
            left = 0;
            for (int partition = 0; partition < partitions; partition++) {
                left += rewrap(partition, newest.generation(), rewrapped + left, progress);
            }
            rewrapped += left;
        }
        return new Finalized(newest.generation(), rewrapped, destroy(newest));
    }

    /** The key-encryption keys of a finalization that did not end: it goes on with these only. Empty if there is none. */
    public List<String> unfinished() {
        return records.keyring().remaining().size() > 1
                ? labels(records.keyring().newest().orElseThrow())
                : List.of();
    }

    /** A new generation, or the one of a finalization that did not end. */
    private Generation begin(List<String> kekLabels) {
        List<Generation> remaining = records.keyring().remaining();
        Generation newest = records.keyring().newest().orElseThrow();
        if (remaining.size() > 1) {
            if (!labels(newest).containsAll(kekLabels)) {
                throw new IllegalArgumentException("A finalization to generation " + newest.generation()
                        + " did not end; its key-encryption keys are " + labels(newest) + ", not " + kekLabels
                        + ". Repeat it with those, or without naming any, and finalize to others afterwards");
            }
            LOG.info("Continuing the finalization to generation {}", newest.generation());
            return newest;
        }
        Set<String> kept = new HashSet<>(kekLabels);
        kept.retainAll(labels(newest));
        if (!kept.isEmpty()) {
            throw new IllegalArgumentException("Key-encryption keys " + kept
                    + " wrap the present generation too: as long as they exist, old copies of the topic can be read. Name others, which wrap nothing of"
                    + " this namespace");
        }
        keys.writer().publishGeneration(newest.generation() + 1, kekLabels);
        return records.keyring().newest().orElseThrow();
    }

    /** How many keys of a partition were found under an older generation and wrapped anew. */
    private long rewrap(int partition, int generation, long before, LongConsumer progress) {
        HmacSha256 mac = records.keyring().authentication();
        NamespaceSecret secret = records.newest();
        List<CompletableFuture<Long>> batch = new ArrayList<>();
        long[] counted = {0, -1};
        records.log().scan(partition, entry -> {
            Optional<Dek> old = records.dek(entry, mac).filter(dek -> dek.generation() < generation);
            if (old.isEmpty()) {
                return;
            }
            Dek dek = old.get();
            if (isUsed(dek, new Position(entry.partition(), entry.offset()))) {
                batch.add(records.append(partition, rewrapped(dek, secret), mac));
                counted[0]++;
            }
            if (batch.size() == BATCH) {
                settle(batch, counted);
                progress.accept(before + counted[0]);
            }
        });
        settle(batch, counted);
        progress.accept(before + counted[0]);
        if (counted[1] >= 0) {
            records.log().awaitFollowed(partition, counted[1]);
        }
        return counted[0];
    }

    /** Not only the subject's current key: one that was restored behind another may have encrypted too. */
    private boolean isUsed(Dek dek, Position position) {
        return keys.ledger().lives(dek.tag(), dek.epoch())
                && records.keyring().remains(dek.generation())
                && keys.ledger().known(dek.id()).equals(new SubjectLedger.Known.At(position));
    }

    private Dek rewrapped(Dek dek, NamespaceSecret secret) {
        byte[] key = records.keyring()
                .secret(dek.generation())
                .unwrap(dek)
                .orElseThrow(() -> new KeyUnavailableError(
                        KeyUnavailableError.Reason.MISSING,
                        "The record of the subject's data key " + dek.id()
                                + " does not unwrap, so nothing was destroyed. Restore the record from an export",
                        null));
        try {
            return new Dek(
                    dek.namespace(),
                    dek.tag(),
                    dek.id(),
                    dek.epoch(),
                    secret.generation(),
                    secret.wrap(key, dek.tag(), dek.id(), dek.epoch()));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void settle(List<CompletableFuture<Long>> batch, long[] counted) {
        batch.forEach(append -> counted[1] = Math.max(counted[1], records.acknowledged(append)));
        batch.clear();
    }

    /** Overwrites the wraps of all older generations, in every partition. */
    private List<String> destroy(Generation newest) {
        HmacSha256 mac = records.keyring().authentication();
        Set<String> destroyed = new HashSet<>();
        for (Generation old : records.keyring().remaining()) {
            if (old.generation() < newest.generation()) {
                destroyed.addAll(labels(old));
                // Partition 0 last: it is what a repeated run goes by.
                for (int partition = newest.partitions() - 1; partition >= 0; partition--) {
                    records.publish(partition, old.destroy(), mac);
                }
            }
        }
        destroyed.removeAll(labels(newest));
        return destroyed.stream().sorted().toList();
    }

    private static List<String> labels(Generation generation) {
        return generation.wraps().stream().map(LabelledWrap::label).toList();
    }
}
