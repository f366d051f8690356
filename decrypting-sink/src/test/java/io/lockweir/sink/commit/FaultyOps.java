package io.lockweir.sink.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/** Real operations of a real catalog, whose answers to commits can be spoilt one by one. */
public final class FaultyOps implements TableOperations {

    /** What happens to one commit. */
    public enum Fault {
        /** Applied, and the answer is lost or says otherwise. */
        APPLIED,
        /** Never arrives. */
        LOST,
        /** Arrives later, when {@link #land} is called. */
        LATE
    }

    private record Planned(Fault fault, RuntimeException answer) {}

    private final TableOperations delegate;
    private final Deque<Planned> plan = new ArrayDeque<>();
    private final List<TableMetadata[]> late = new ArrayList<>();
    private @Nullable Runnable before;

    private final AtomicInteger commits = new AtomicInteger();

    /** Requests so far. */
    public int commits() {
        return commits.get();
    }

    public FaultyOps(TableOperations delegate) {
        this.delegate = delegate;
    }

    public void next(Fault fault, RuntimeException answer) {
        plan.add(new Planned(fault, answer));
    }

    /** Something that happens between the preparation of the next commit and its arrival. */
    public void beforeNext(Runnable action) {
        before = action;
    }

    /** The oldest late commit arrives. */
    public void land() {
        TableMetadata[] commit = late.remove(0);
        delegate.commit(commit[0], commit[1]);
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        commits.incrementAndGet();
        Runnable action = before;
        if (action != null) {
            before = null;
            action.run();
        }
        Planned planned = plan.poll();
        if (planned == null) {
            delegate.commit(base, metadata);
            return;
        }
        if (planned.fault() == Fault.APPLIED) {
            delegate.commit(base, metadata);
        } else if (planned.fault() == Fault.LATE) {
            late.add(new TableMetadata[] {base, metadata});
        }
        throw planned.answer();
    }

    @Override
    public TableMetadata current() {
        return delegate.current();
    }

    @Override
    public TableMetadata refresh() {
        return delegate.refresh();
    }

    @Override
    public FileIO io() {
        return delegate.io();
    }

    @Override
    public EncryptionManager encryption() {
        return delegate.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return delegate.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return delegate.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
        return delegate.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
        return delegate.newSnapshotId();
    }
}
