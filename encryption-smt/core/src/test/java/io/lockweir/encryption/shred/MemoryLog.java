package io.lockweir.encryption.shred;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One process's view of a {@link MemoryTopic}. */
final class MemoryLog implements SubjectLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MemoryTopic topic;
    private final long[] followed;
    private volatile boolean closed;
    private volatile boolean reachable = true;
    private volatile Runnable whileScanning = () -> {};
    private volatile @Nullable Throwable failed;

    MemoryLog(MemoryTopic topic) {
        this.topic = topic;
        this.followed = new long[topic.partitions()];
    }

    /** Runs at the end of each scan. */
    void whileScanning(Runnable action) {
        whileScanning = action;
    }

    void reachable(boolean now) {
        reachable = now;
    }

    @Override
    public int partitions() {
        return topic.partitions();
    }

    @Override
    public void follow(Follower follower) {
        Thread thread = new Thread(() -> run(follower), "memory-log");
        thread.setDaemon(true);
        thread.start();
        awaitEnd();
    }

    private void run(Follower follower) {
        try {
            while (!closed) {
                boolean idle = true;
                for (int partition = 0; partition < followed.length; partition++) {
                    // The end first: an entry that is appended in between must not be taken for a compacted one.
                    long end = reachable ? topic.end(partition) : -1;
                    List<Entry> entries = reachable ? topic.from(partition, followed[partition]) : List.of();
                    for (Entry entry : entries) {
                        follower.accept(entry);
                        idle = false;
                    }
                    synchronized (this) {
                        followed[partition] = entries.isEmpty()
                                ? Math.max(end, followed[partition])
                                : entries.get(entries.size() - 1).offset() + 1;
                        notifyAll();
                    }
                }
                if (idle) {
                    synchronized (topic) {
                        topic.wait(1);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed = e;
        }
    }

    @Override
    public void scan(int partition, long from, Follower follower) {
        topic.from(partition, from).forEach(follower::accept);
        whileScanning.run();
    }

    @Override
    public CompletableFuture<Long> append(int partition, byte[] key, byte @Nullable [] value) {
        return CompletableFuture.completedFuture(topic.append(partition, key, value));
    }

    @Override
    public synchronized void awaitFollowed(int partition, long offset) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (followed[partition] <= offset) {
            if (failed != null || System.nanoTime() > deadline) {
                throw new KeyUnavailableError("The log is not followed", failed);
            }
            try {
                wait(10);
            } catch (InterruptedException e) {
                throw new KeyUnavailableError("Interrupted", e);
            }
        }
    }

    @Override
    public void awaitEnd() {
        for (int partition = 0; partition < followed.length; partition++) {
            awaitFollowed(partition, topic.end(partition) - 1);
        }
    }

    @Override
    public Optional<Entry> read(int partition, long offset) {
        return topic.from(partition, offset).stream().findFirst().filter(entry -> entry.offset() == offset);
    }

    @Override
    public void checkFresh() {
        if (!reachable) {
            throw new KeyUnavailableError("The log is out of reach");
        }
    }

    /** As a log does whose topic was cut. */
    void end() {
        failed = new IllegalStateException("The topic was cut");
    }

    @Override
    public boolean usable() {
        return failed == null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
