package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLedger.Position;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import io.lockweir.encryption.shred.SubjectRecord.Shred;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what stands in the log into the ledger and the keyring. Believes only records that somebody with the namespace's key wrote; whatever else
 * it meets is ignored with an alarm, and never takes the place of anything.
 */
final class SubjectFollower implements SubjectLog.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectFollower.class);
    private static final String ALARM_SOURCE = "subjects";

    private final NamespaceId namespace;
    private final NamespaceKeyring keyring;
    private final SubjectLedger ledger;
    private final KeyEvents events;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable HmacSha256 mac;

    SubjectFollower(NamespaceId namespace, NamespaceKeyring keyring, SubjectLedger ledger, KeyEvents events) {
        this.namespace = namespace;
        this.keyring = keyring;
        this.ledger = ledger;
        this.events = events;
    }

    /**
     * Learns the generations before anything else: without one of their keys no record can be told from a forgery.
     *
     * @throws KeyUnavailableError if there are generations, and none can be unwrapped
     */
    void learnGenerations(SubjectLog log) {
        List<SubjectLog.Entry> entries = new ArrayList<>();
        log.scan(0, entry -> {
            if (generationOf(entry) != null) {
                entries.add(entry);
            }
        });
        // Of two first generations made at the same time the earlier counts, so a later one must not be believed
        // because the earlier can't be
        // unwrapped just now: only what no key-encryption key ever wrapped is passed over.
        entries.stream()
                .map(this::generationOf)
                .flatMap(Stream::ofNullable)
                .filter(generation -> !generation.destroyed())
                .sorted(Comparator.comparingInt(Generation::generation).reversed())
                .forEach(this::bootstrap);
        for (SubjectLog.Entry entry : entries) {
            Generation generation = generationOf(entry);
            if (generation != null && authentic(entry)) {
                keyring.learn(generation, entry.partition());
            }
        }
    }

    private void bootstrap(Generation generation) {
        try {
            keyring.bootstrap(generation);
        } catch (KeyUnavailableError e) {
            if (e.reason() != KeyUnavailableError.Reason.MISSING) {
                throw e;
            }
        }
    }

    @Override
    public void accept(SubjectLog.Entry entry) {
        byte[] value = entry.value();
        if (value == null) {
            acceptNull(entry);
            return;
        }
        SubjectRecord record = SubjectRecordCodec.decode(entry.key(), value);
        if (record == null) {
            alarm(entry, "is no record of format 1");
        } else if (record.namespace().equals(namespace)) {
            apply(entry, record);
        }
    }

    void close() {
        closed.countDown();
    }

    private void apply(SubjectLog.Entry entry, SubjectRecord record) {
        if (record instanceof Generation generation) {
            awaitKey(generation);
            if (learn(entry, generation) && !generation.destroyed()) {
                ledger.applyFence(entry.partition(), generation.generation());
            }
            return;
        }
        if (!authentic(entry)) {
            alarm(entry, "was not written with the namespace's key");
            return;
        }
        if (record instanceof Shred shred) {
            ledger.apply(shred);
        } else if (record instanceof Dek dek) {
            ledger.apply(dek, new Position(entry.partition(), entry.offset()));
        }
    }

    /** The first generation of a namespace, made elsewhere while this process was running: nothing behind it can be judged without its key. */
    private void awaitKey(Generation generation) {
        while (!keyring.ready() && !generation.destroyed()) {
            try {
                keyring.bootstrap(generation);
            } catch (KeyUnavailableError e) {
                if (e.reason() == KeyUnavailableError.Reason.MISSING) {
                    return;
                }
                LOG.warn(
                        "The log of subjects can't be followed before the namespace key is unwrapped; trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (closed.await(2, TimeUnit.SECONDS)) {
                throw new KeyUnavailableError(
                        KeyUnavailableError.Reason.CLOSED, "The keys of subjects were closed", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(KeyUnavailableError.Reason.CLOSED, "Interrupted", e);
        }
    }

    private boolean learn(SubjectLog.Entry entry, Generation generation) {
        if (!authentic(entry)) {
            if (keyring.isRival(generation)) {
                // Two processes made the first generation at the same time; this one came second.
                return false;
            }
            alarm(
                    entry,
                    "claims to be generation " + generation.generation()
                            + " of the namespace key, and was not written with it");
            return false;
        }
        return keyring.learn(generation, entry.partition());
    }

    private @Nullable Generation generationOf(SubjectLog.Entry entry) {
        byte[] value = entry.value();
        return value != null
                        && SubjectRecordCodec.decode(entry.key(), value) instanceof Generation generation
                        && generation.namespace().equals(namespace)
                ? generation
                : null;
    }

    private boolean authentic(SubjectLog.Entry entry) {
        byte[] value = entry.value();
        if (value == null || !keyring.ready()) {
            return false;
        }
        HmacSha256 ready = mac;
        if (ready == null) {
            ready = keyring.authentication();
            mac = ready;
        }
        return SubjectRecordCodec.authentic(entry.key(), value, ready);
    }

    /** What shreds puts a null behind the keys it killed. Any other is an accident, and Kafka will remove the record some day. */
    private void acceptNull(SubjectLog.Entry entry) {
        DekId id = SubjectRecordCodec.dekIdOf(entry.key());
        if (id == null) {
            if (keyring.counts(entry.key())) {
                alarm(
                        entry,
                        "is a null for a generation of the namespace key: compaction will remove it. Restore it from an export");
            }
            return;
        }
        boolean current = ledger.known(id) instanceof SubjectLedger.Known.At at
                && ledger.subject(SubjectTag.at(entry.key(), 0))
                        .current()
                        .filter(at.position()::equals)
                        .isPresent();
        if (current) {
            events.poisoned(id, ALARM_SOURCE);
            LOG.warn(
                    "Somebody wrote a null for the live data key {} at partition {} offset {} of the log of subjects. It is ignored here, but "
                            + "compaction will remove the key's record: restore it from an export before min.compaction.lag.ms is over",
                    id,
                    entry.partition(),
                    entry.offset());
        }
    }

    private void alarm(SubjectLog.Entry entry, String what) {
        DekId id = SubjectRecordCodec.dekIdOf(entry.key());
        if (id != null) {
            events.poisoned(id, ALARM_SOURCE);
        }
        LOG.warn(
                "The record at partition {} offset {} of the log of subjects {}. It is ignored; find out who may write to the topic",
                entry.partition(),
                entry.offset(),
                what);
    }
}
