package io.lockweir.encryption.shred;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compacted topic without brokers; every process has a {@link MemoryLog} over it. */
final class MemoryTopic {
    private final List<List<SubjectLog.Entry>> partitions = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private @Nullable Runnable beforeFence;

    MemoryTopic(int partitions) {
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
            ends.add(0L);
        }
    }

    synchronized int partitions() {
        return partitions.size();
    }

    /** Runs once, just before the next fence lands. */
    synchronized void beforeNextFence(Runnable action) {
        beforeFence = action;
    }

    synchronized long append(int partition, byte[] key, byte @Nullable [] value) {
        Runnable before = beforeFence;
        if (before != null && key[0] == 'N') {
            beforeFence = null;
            before.run();
        }
        long offset = ends.get(partition);
        partitions.get(partition).add(new SubjectLog.Entry(partition, offset, key, value));
        ends.set(partition, offset + 1);
        notifyAll();
        return offset;
    }

    synchronized long end(int partition) {
        return ends.get(partition);
    }

    synchronized List<SubjectLog.Entry> from(int partition, long offset) {
        return partitions.get(partition).stream()
                .filter(entry -> entry.offset() >= offset)
                .toList();
    }

    synchronized List<SubjectLog.Entry> all() {
        return partitions.stream().flatMap(List::stream).toList();
    }

    /** What a mirror or a backup would be. */
    synchronized MemoryTopic copy() {
        MemoryTopic copy = new MemoryTopic(partitions.size());
        for (int i = 0; i < partitions.size(); i++) {
            copy.partitions.get(i).addAll(partitions.get(i));
            copy.ends.set(i, ends.get(i));
        }
        return copy;
    }

    /** Keeps the last record of each key, and no nulls, as Kafka does some day. */
    synchronized void compact() {
        for (List<SubjectLog.Entry> partition : partitions) {
            Map<ByteBuffer, Long> last = new HashMap<>();
            partition.forEach(entry -> last.put(ByteBuffer.wrap(entry.key()), entry.offset()));
            partition.removeIf(entry ->
                    entry.value() == null || last.getOrDefault(ByteBuffer.wrap(entry.key()), -1L) != entry.offset());
        }
    }
}
