package io.lockweir.encryption.shred;

import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyWorkers;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.LabelledWrap;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of namespaces in a log of subjects, for tools: who wraps them, and wrapping them under other key-encryption keys as well. It reads
 * partition 0 and follows nothing. A subject's own keys stay as they are; to make old copies of the log worthless is {@link Finalization}'s work.
 */
public final class NamespaceKeys {
    private static final long APPEND_SECONDS = 60;

    private final SubjectLog log;
    private final Function<String, @Nullable Kek> keks;

    /**
     * The keys in a log, which stays its owner's.
     *
     * @param keks the configured key-encryption keys by label; null for a label without one
     */
    public NamespaceKeys(SubjectLog log, Function<String, @Nullable Kek> keks) {
        this.log = log;
        this.keks = keks;
    }

    /** A generation that is in use, and the labels of all that wrap it. */
    public record Held(int generation, List<String> kekLabels) {
        public Held {
            kekLabels = List.copyOf(kekLabels);
        }
    }

    /** Which generations are wrapped. */
    public enum Selection {
        /** Those that a wanted key-encryption key does not wrap, or only in a wrap that does not open. */
        MISSING,
        /** All: for a key-encryption key that has a new version. */
        ALL
    }

    /** How many generations were wrapped, and how many needed nothing. */
    public record Rewrapped(int rewrapped, int already) {}

    /** How many namespaces have a key here that are none of these: a log holds no names, so these can't be looked after. */
    public int unnamed(Collection<String> namespaces) {
        Set<NamespaceId> found = new HashSet<>();
        generations().map(Generation::namespace).forEach(found::add);
        namespaces.forEach(name -> found.remove(NamespaceId.of(name)));
        return found.size();
    }

    /**
     * The generations of a namespace that are in use, each unwrapped once to see that it can be.
     *
     * @return empty if the namespace has no key here
     * @throws KeyUnavailableError if the log can't be read, or a generation can't be unwrapped with what is configured
     */
    public List<Held> check(String namespace) {
        NamespaceKeyring ring = ring(namespace);
        NamespaceKeks wrapping = new NamespaceKeks(namespace, keks);
        List<Held> held = new ArrayList<>();
        for (Generation generation : ring.remaining()) {
            byte[] key = wrapping.unwrap(generation);
            try {
                checkKey(key, generation);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
            held.add(new Held(generation.generation(), labels(generation.wraps())));
        }
        return held;
    }

    /**
     * Wraps the generations of a namespace under more key-encryption keys. Wraps of others stay: who names what must be destroyed has to know
     * them. Each new wrap is opened again before it is published. Safe to repeat. Not to be run while the namespace is being finalized.
     *
     * @param kekLabels what shall wrap, nearest first
     * @throws IllegalArgumentException if one of them is not configured
     * @throws KeyUnavailableError if the log or a key-encryption key can't be asked, or a wrap does not open; repeat it then
     */
    public Rewrapped rewrap(String namespace, List<String> kekLabels, Selection selection) {
        NamespaceKeyring ring = ring(namespace);
        NamespaceKeks wrapping = new NamespaceKeks(namespace, keks);
        int rewrapped = 0;
        int already = 0;
        for (Generation generation : ring.remaining()) {
            byte[] key = wrapping.unwrap(generation);
            try {
                checkKey(key, generation);
                Optional<Generation> next = rewrapped(generation, key, kekLabels, selection, wrapping);
                next.ifPresent(record -> publish(record, ring));
                rewrapped += next.isPresent() ? 1 : 0;
                already += next.isPresent() ? 0 : 1;
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        return new Rewrapped(rewrapped, already);
    }

    private static Optional<Generation> rewrapped(
            Generation generation, byte[] key, List<String> wanted, Selection selection, NamespaceKeks wrapping) {
        List<LabelledWrap> kept = generation.wraps().stream()
                .filter(wrap -> wanted.contains(wrap.label()))
                .filter(wrap -> selection == Selection.MISSING && wrapping.holds(wrap, key))
                .toList();
        List<String> missing =
                wanted.stream().filter(label -> !labels(kept).contains(label)).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<LabelledWrap> made = wrapping.wrap(key, missing);
        for (LabelledWrap wrap : made) {
            if (!wrapping.holds(wrap, key)) {
                throw new KeyUnavailableError(
                        KeyUnavailableError.Reason.MISSING,
                        "What key-encryption key " + wrap.label()
                                + " has just wrapped does not unwrap again, so nothing was published. Do not use it",
                        null);
            }
        }
        List<LabelledWrap> wraps = new ArrayList<>(made);
        wraps.addAll(kept);
        wraps.sort(Comparator.comparingInt(wrap -> wanted.indexOf(wrap.label())));
        generation.wraps().stream()
                .filter(wrap -> !wanted.contains(wrap.label()))
                .forEach(wraps::add);
        return Optional.of(new Generation(
                generation.namespace(),
                generation.generation(),
                generation.nonce(),
                generation.partitions(),
                generation.created(),
                generation.index(),
                wraps));
    }

    /** A finalization that ended meanwhile counts: compaction must not keep our record in the place of its own. */
    private void publish(Generation record, NamespaceKeyring ring) {
        append(record, ring);
        boolean destroyed = generations()
                .anyMatch(other -> other.destroyed()
                        && other.namespace().equals(record.namespace())
                        && other.nonce() == record.nonce());
        if (destroyed) {
            append(record.destroy(), ring);
        }
    }

    private void append(Generation record, NamespaceKeyring ring) {
        SubjectRecordCodec.Encoded encoded = SubjectRecordCodec.encode(record, ring.authentication());
        try {
            log.append(0, encoded.key(), encoded.value()).get(APPEND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KeyUnavailableError(
                    "The key of a namespace was not acknowledged; look at the log's brokers and at the rights of its principal",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while the key of a namespace was published", e);
        }
    }

    private static void checkKey(byte[] key, Generation generation) {
        NamespaceSecret secret = new NamespaceSecret(key, generation.namespace(), generation.generation());
        byte[] index = secret.unwrapIndex(generation.index())
                .orElseThrow(() -> new KeyUnavailableError(
                        KeyUnavailableError.Reason.MISSING,
                        "What unwraps as generation " + generation.generation()
                                + " of the namespace key is another key",
                        null));
        Arrays.fill(index, (byte) 0);
    }

    private NamespaceKeyring ring(String namespace) {
        SubjectSettings defaults = SubjectSettings.of(List.of());
        NamespaceId id = NamespaceId.of(namespace);
        // It is asked for no key that would set a worker to work.
        NamespaceKeyring ring = new NamespaceKeyring(
                id, new NamespaceKeks(namespace, keks), defaults, Clock.systemUTC(), new KeyWorkers());
        SubjectLedger none = new SubjectLedger(log.partitions(), defaults.maxSubjects());
        new SubjectFollower(new NamespaceLog(namespace, id, log, ring), none, KeyEvents.NONE).learnGenerations();
        return ring;
    }

    private Stream<Generation> generations() {
        List<Generation> found = new ArrayList<>();
        log.scan(0, entry -> {
            byte[] value = entry.value();
            if (value != null && SubjectRecordCodec.decode(entry.key(), value) instanceof Generation generation) {
                found.add(generation);
            }
        });
        return found.stream();
    }

    private static List<String> labels(List<LabelledWrap> wraps) {
        return wraps.stream().map(LabelledWrap::label).toList();
    }

    @Override
    public String toString() {
        return "NamespaceKeys[" + log + "]";
    }
}
