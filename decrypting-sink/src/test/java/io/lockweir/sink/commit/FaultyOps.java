package io.lockweir.sink.commit;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** Real operations of a real catalog, whose answers to commits can be spoilt one by one. */
public final class FaultyOps implements TableOperations {

    private final TableOperations delegate;
    private final Faults faults;
    private final AtomicInteger commits = new AtomicInteger();

    public FaultyOps(TableOperations delegate, Faults faults) {
        this.delegate = delegate;
        this.faults = faults;
    }

    /** Requests so far. */
    int commits() {
        return commits.get();
    }

    Faults faults() {
        return faults;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        commits.incrementAndGet();
        faults.commit(delegate, base, metadata);
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
