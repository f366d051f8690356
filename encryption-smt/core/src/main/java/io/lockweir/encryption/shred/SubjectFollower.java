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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what stands in the log into the ledger and the keyring. Believes only records that somebody with the namespace's key wrote; whatever else
 * it meets is ignored with an alarm, and never takes the place of anything. What comes before that key can be unwrapped is judged later, in its order: in a
 * mirror or a restored log one partition may be ahead of another. What it is given it takes without asking anybody, since other namespaces follow the same log.
 */
final class SubjectFollower implements SubjectLog.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectFollower.class);
    private static final String STORE = "subjects";
    /** Some megabytes, and more than comes while the records of the last seconds are read. */
    private static final int MAX_WAITING = 16_384;

    private final NamespaceId namespace;
    private final NamespaceLog records;
    private final NamespaceKeyring keyring;
    private final SubjectLedger ledger;
    private final KeyEvents events;
    private final Object catchingUp = new Object();
    private final Backlog backlog;

    private @Nullable HmacSha256 mac;
    private volatile boolean behind;

    SubjectFollower(NamespaceLog records, SubjectLedger ledger, KeyEvents events) {
        this.namespace = records.id();
        this.records = records;
        this.keyring = records.keyring();
        this.ledger = ledger;
        this.events = events;
        this.backlog = new Backlog(records.log().partitions(), MAX_WAITING);
    }

    /**
     * Learns the generations before anything else: without one of their keys no record can be told from a forgery.
     *
     * @throws KeyUnavailableError if there are generations, and none can be unwrapped
     */
    void learnGenerations() {
        List<SubjectLog.Entry> entries = new ArrayList<>();
        records.log().scan(0, entry -> {
            if (generationOf(entry) != null) {
                entries.add(entry);
            }
        });
        // Of two first generations made at the same time the earlier counts, so a later one must not be believed
        // because the earlier can't be unwrapped just
        // now: only what no key-encryption key ever wrapped is passed over. A generation that was wrapped anew has
        // several records.
        Map<Long, List<Generation>> byNonce = entries.stream()
                .map(this::generationOf)
                .flatMap(Stream::ofNullable)
                .filter(generation -> !generation.destroyed())
                .sorted(Comparator.comparingInt(Generation::generation).reversed())
                .collect(Collectors.groupingBy(Generation::nonce, LinkedHashMap::new, Collectors.toList()));
        byNonce.values().forEach(this::bootstrap);
        for (SubjectLog.Entry entry : entries) {
            Generation generation = generationOf(entry);
            if (generation != null) {
                learnIfAuthentic(entry, generation);
            }
        }
    }

    private synchronized void learnIfAuthentic(SubjectLog.Entry entry, Generation generation) {
        if (authentic(entry)) {
            keyring.learn(generation, entry.partition());
        }
    }

    /** One of its wraps is enough; the newest come first. */
    private void bootstrap(List<Generation> records) {
        @Nullable KeyUnavailableError refused = null;
        for (int i = records.size() - 1; i >= 0; i--) {
            try {
                keyring.bootstrap(records.get(i));
                return;
            } catch (KeyUnavailableError e) {
                refused = e.reason() == KeyUnavailableError.Reason.MISSING ? refused : e;
            }
        }
        if (refused != null) {
            throw refused;
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
            accept(entry, record);
        }
    }

    /**
     * Unwraps the namespace's key, where it came while the log was followed, and judges what came before that. Quick when there is nothing. Reads each record
     * once, however many are added meanwhile.
     *
     * @throws KeyUnavailableError if the key still can't be unwrapped, or the log can't be read
     */
    void catchUp() {
        if (!behind) {
            return;
        }
        synchronized (catchingUp) {
            if (!keyring.ready()) {
                learnGenerations();
            }
            while (behind && keyring.ready()) {
                begin().forEach(this::judge);
                finish();
            }
        }
    }

    /** Whether something could not be judged yet. */
    boolean behind() {
        return behind;
    }

    private void judge(int partition, Backlog.Span span) {
        records.log().scan(partition, span.from(), entry -> {
            if (entry.offset() <= span.upTo()) {
                judge(entry);
            }
        });
        synchronized (this) {
            backlog.done(partition, span);
        }
    }

    private synchronized Map<Integer, Backlog.Span> begin() {
        return backlog.begin();
    }

    private synchronized void finish() {
        behind = !backlog.finish(this::judge);
    }

    private void judge(SubjectLog.Entry entry) {
        byte[] value = entry.value();
        SubjectRecord record = value == null ? null : SubjectRecordCodec.decode(entry.key(), value);
        if (record != null && record.namespace().equals(namespace)) {
            judge(entry, record);
        }
    }

    private synchronized void accept(SubjectLog.Entry entry, SubjectRecord record) {
        if (behind || !keyring.ready()) {
            backlog.add(entry);
            behind = true;
            // Whoever made it waits for it.
            if (record instanceof Generation generation) {
                learnIfAuthentic(entry, generation);
            }
        } else {
            judge(entry, record);
        }
    }

    private synchronized void judge(SubjectLog.Entry entry, SubjectRecord record) {
        if (record instanceof Generation generation) {
            if (learn(entry, generation) && !generation.destroyed()) {
                ledger.applyFence(entry.partition(), generation.generation());
            }
        } else if (!authentic(entry)) {
            alarm(entry, "was not written with the namespace's key");
        } else if (record instanceof Shred shred) {
            ledger.apply(shred);
        } else if (record instanceof Dek dek) {
            ledger.apply(dek, new Position(entry.partition(), entry.offset()));
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
        boolean lives = id == null ? keyring.counts(entry.key()) : ledger.known(id) instanceof SubjectLedger.Known.At;
        if (lives) {
            alarm(
                    entry,
                    "is a null for " + (id == null ? "a generation of the namespace key" : "the live data key " + id)
                            + ", which compaction will remove: restore it from an export before min.compaction.lag.ms is over");
        }
    }

    private void alarm(SubjectLog.Entry entry, String what) {
        events.poison(STORE, entry.partition(), entry.offset());
        LOG.warn(
                "The record at partition {} offset {} of the log of subjects {}. It is ignored; find out who may write to the topic",
                entry.partition(),
                entry.offset(),
                what);
    }
}
