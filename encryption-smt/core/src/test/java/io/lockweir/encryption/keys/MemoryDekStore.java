package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store of a test, shared by sources; fails, lags and takes any record on command. */
final class MemoryDekStore implements DekStore {
    private final List<DekRecord> records = new CopyOnWriteArrayList<>();
    private volatile List<DekRecord> visible = records;
    private volatile boolean failing;
    private volatile boolean complete = true;
    private volatile boolean closed;
    private volatile @Nullable CountDownLatch hanging;

    void failing(boolean now) {
        failing = now;
    }

    /** Whatever the store is asked hangs until the latch is released, interrupted or not. */
    void hang(CountDownLatch released) {
        hanging = released;
    }

    void complete(boolean now) {
        complete = now;
    }

    /** Shows what is there now and nothing that comes, until {@link #arrive()}. */
    void lag() {
        visible = List.copyOf(records);
    }

    void arrive() {
        visible = records;
    }

    void add(DekRecord record) {
        records.add(record);
    }

    boolean closed() {
        return closed;
    }

    List<DekRecord> all() {
        return records;
    }

    @Override
    public void publish(DekRecord record) {
        check();
        records.add(record);
    }

    @Override
    public List<DekRecord> find(DekId id) {
        check();
        return visible.stream().filter(record -> record.id().equals(id)).toList();
    }

    @Override
    public List<DekRecord> domainKeys(Scope.Join scope) {
        check();
        return visible.stream().filter(record -> record.scope().equals(scope)).toList();
    }

    @Override
    public Stream<DekRecord> records() {
        return visible.stream();
    }

    @Override
    public Progress progress() {
        return new Progress(visible.size(), records.size(), complete);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void check() {
        CountDownLatch latch = hanging;
        if (latch != null) {
            awaitUninterruptibly(latch);
        }
        if (failing) {
            throw new KeyUnavailableError("The store of the test fails");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
