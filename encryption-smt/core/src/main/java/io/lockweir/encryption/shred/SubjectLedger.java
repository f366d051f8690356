package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Shred;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the log of subjects says, record by record: which data key is a subject's, and which were killed. It holds positions in the log, not keys, in at most
 * {@value #BYTES_PER_SUBJECT} bytes a subject. The rules:
 *
 * <ul>
 *   <li>Of the data keys of one subject and epoch the first in the log counts; every process sees the same one.
 *   <li>A SHRED of epoch <i>n</i> kills the keys of all lower epochs, wherever they stand: before it, or after it by a writer that had not seen
 *       it. The next key has epoch <i>n</i>.
 *   <li>Behind the fence of a generation data keys under older ones do not count. So whoever finalizes, after the fences, sees everything that ever
 *       was used. A data key under a later generation than the last fence counts: two writers may have set the same fence, and compaction
 *       keeps the second, behind the first one's keys.
 *   <li>A data key under a later generation takes the place of one of the same epoch: it is the same key, rewrapped.
 *   <li>A data key that is not the subject's, because it came late or behind a fence, is still found by its id.
 * </ul>
 */
final class SubjectLedger {
    /** The most heap that a subject with one data key costs. */
    static final int BYTES_PER_SUBJECT = 96;

    private static final int BYTES_PER_DEK = 40;
    private static final int BYTES_PER_SUBJECT_ALONE = BYTES_PER_SUBJECT - BYTES_PER_DEK;

    private static final int MAX_REMEMBERED = 1024;
    /** In place of a position: no key now, or a killed one. */
    private static final long GONE = Long.MAX_VALUE;

    private static final int OFFSET_BITS = 48;

    /** What became of a data key's record. */
    enum Verdict {
        /** It is the subject's key from now on. */
        CURRENT,
        /** It is the subject's key in another wrap. */
        REWRAPPED,
        /** Another came first. */
        LATE,
        /** The subject was shredded. */
        DEAD,
        /** It is under a generation that had ended. */
        FENCED
    }

    /** Where a record stands. */
    record Position(int partition, long offset) {
        static Position of(long packed) {
            return new Position((int) (packed >>> OFFSET_BITS), packed & (1L << OFFSET_BITS) - 1);
        }

        long packed() {
            return (long) partition << OFFSET_BITS | offset;
        }
    }

    /** A subject: its epoch, and its current key, if it has one. */
    record Subject(int epoch, Optional<Position> current) {}

    /** What is known of a data key id. */
    sealed interface Known {
        /** Nothing. */
        record Nothing() implements Known {}

        /** It was killed. */
        record Killed() implements Known {}

        /** It stands here. Whether its subject lives is to be asked with the record. */
        record At(Position position) implements Known {}
    }

    private final CompactTable subjects = new CompactTable(2);
    private final CompactTable deks = new CompactTable(1);
    private final int[] fences;
    private final long limit;
    private final Map<SubjectTag, Position> displaced = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SubjectTag, Position> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private volatile long shreds;

    /**
     * An empty ledger.
     *
     * @param limit for how many subjects with one data key each it has room
     */
    SubjectLedger(int partitions, long limit) {
        this.fences = new int[partitions];
        this.limit = limit;
    }

    /** Changes whenever a key was killed: whoever has looked at a key since the last change need not look again. */
    long shreds() {
        return shreds;
    }

    synchronized long subjects() {
        return subjects.size();
    }

    synchronized long bytes() {
        return subjects.bytes() + deks.bytes();
    }

    /** The generation of the last fence of a partition, 0 before the first. */
    synchronized int fence(int partition) {
        return fences[partition];
    }

    synchronized void applyFence(int partition, int generation) {
        fences[partition] = Math.max(fences[partition], generation);
    }

    synchronized Verdict apply(Dek dek, Position position) {
        if (dek.generation() < fences[position.partition()]) {
            return aside(Verdict.FENCED, dek, position);
        }
        long place = subjects.find(dek.tag().first(), dek.tag().second());
        if (place < 0) {
            return become(Verdict.CURRENT, dek, position);
        }
        int epoch = epoch(place);
        if (epoch > dek.epoch()) {
            putDek(dek.id(), GONE);
            return Verdict.DEAD;
        }
        long current = subjects.value(place, 0);
        if (epoch < dek.epoch() || current == GONE) {
            return become(Verdict.CURRENT, dek, position);
        }
        if (generation(place) < dek.generation() || current == packedPosition(dek.id())) {
            return become(Verdict.REWRAPPED, dek, position);
        }
        return aside(Verdict.LATE, dek, position);
    }

    /**
     * Nobody encrypts with it, but it may have encrypted once: what was restored from an export stands behind what came since. So it is known by its id
     * as long as its subject lives.
     */
    private Verdict aside(Verdict verdict, Dek dek, Position position) {
        if (!lives(dek.tag(), dek.epoch())) {
            putDek(dek.id(), GONE);
            return Verdict.DEAD;
        }
        long known = packedPosition(dek.id());
        if (known < 0 || (known != GONE && verdict == Verdict.LATE)) {
            putDek(dek.id(), position.packed());
        }
        return verdict;
    }

    synchronized void apply(Shred shred) {
        SubjectTag tag = shred.tag();
        shred.killed().forEach(id -> putDek(id, GONE));
        long place = subjects.find(tag.first(), tag.second());
        if (place >= 0 && epoch(place) >= shred.epoch()) {
            shreds++;
            return;
        }
        if (place >= 0 && subjects.value(place, 0) != GONE) {
            displaced.put(tag, Position.of(subjects.value(place, 0)));
        }
        putSubject(tag, GONE, (long) shred.epoch() << Integer.SIZE);
        shreds++;
    }

    synchronized Subject subject(SubjectTag tag) {
        long place = subjects.find(tag.first(), tag.second());
        if (place < 0) {
            return new Subject(0, Optional.empty());
        }
        long current = subjects.value(place, 0);
        return new Subject(epoch(place), current == GONE ? Optional.empty() : Optional.of(Position.of(current)));
    }

    /** Whether keys of an epoch still may be used: no SHRED of a later one is known. */
    synchronized boolean lives(SubjectTag tag, int epoch) {
        long place = subjects.find(tag.first(), tag.second());
        return place < 0 || epoch(place) <= epoch;
    }

    synchronized Known known(DekId id) {
        long position = packedPosition(id);
        if (position < 0) {
            return new Known.Nothing();
        }
        return position == GONE ? new Known.Killed() : new Known.At(Position.of(position));
    }

    /** Where the key stood that the last SHRED of the subject took away, if it is long ago perhaps no more. */
    synchronized Optional<Position> displaced(SubjectTag tag) {
        return Optional.ofNullable(displaced.get(tag));
    }

    private Verdict become(Verdict verdict, Dek dek, Position position) {
        putSubject(dek.tag(), position.packed(), (long) dek.epoch() << Integer.SIZE | dek.generation());
        putDek(dek.id(), position.packed());
        return verdict;
    }

    private void putSubject(SubjectTag tag, long position, long epochAndGeneration) {
        if (subjects.find(tag.first(), tag.second()) < 0) {
            checkRoom(BYTES_PER_SUBJECT_ALONE);
        }
        subjects.put(tag.first(), tag.second(), position, epochAndGeneration);
    }

    private void putDek(DekId id, long position) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toBytes());
        long high = bytes.getLong();
        long low = bytes.getLong();
        if (deks.find(high, low) < 0) {
            checkRoom(BYTES_PER_DEK);
        }
        deks.put(high, low, position);
    }

    /** Negative when the id is not known. */
    private long packedPosition(DekId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toBytes());
        long place = deks.find(bytes.getLong(), bytes.getLong());
        return place < 0 ? -1 : deks.value(place, 0);
    }

    private int epoch(long place) {
        return (int) (subjects.value(place, 1) >>> Integer.SIZE);
    }

    private int generation(long place) {
        return (int) subjects.value(place, 1);
    }

    /** Subjects that were shredded often, or whose keys were restored, have more than one data key: they take the room of others. */
    private void checkRoom(int bytes) {
        long taken = subjects.size() * BYTES_PER_SUBJECT_ALONE + deks.size() * BYTES_PER_DEK;
        if (taken + bytes > limit * BYTES_PER_SUBJECT) {
            throw new IllegalStateException("The log holds more than " + limit
                    + " subjects of this namespace, or as many keys as so many have. Raise store.subjects.max and give the process "
                    + BYTES_PER_SUBJECT + " bytes of heap for each");
        }
    }
}
