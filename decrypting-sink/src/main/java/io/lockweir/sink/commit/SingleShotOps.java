package io.lockweir.sink.commit;

import java.util.function.BooleanSupplier;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * Operations of a table for one attempt on one loaded state.
 *
 * <ul>
 *   <li>{@link #commit} sends at most once, and whatever comes back but success is {@link CommitStateUnknownException}:
 *       Iceberg then neither retries nor deletes anything. A refusal need not mean that nothing happened. A request
 *       applied, answered 503 and sent again by the HTTP client is answered 409, and Iceberg's own clean-up would delete
 *       the manifest list that was committed.
 *   <li>{@link #refresh} does not load: a foreign commit in between makes the catalog refuse, and our own loop compares
 *       anew.
 *   <li>Only a snapshot on one branch and {@code lockweir.*} properties pass. Whatever else is in the metadata, such as
 *       a schema change, is a defect of ours and never reaches the catalog.
 * </ul>
 */
final class SingleShotOps implements TableOperations {

    private final TableOperations delegate;
    private final TableMetadata base;
    private final BooleanSupplier maySend;
    private final String branch;
    private boolean sent;

    /** @param maySend asked right before sending, for a cancellation that came during the preparation */
    SingleShotOps(TableOperations delegate, TableMetadata base, BooleanSupplier maySend) {
        this(delegate, base, maySend, SnapshotRef.MAIN_BRANCH);
    }

    /** @param branch the only one that may move */
    SingleShotOps(TableOperations delegate, TableMetadata base, BooleanSupplier maySend, String branch) {
        this.delegate = delegate;
        this.base = base;
        this.maySend = maySend;
        this.branch = branch;
    }

    @Override
    public TableMetadata current() {
        return base;
    }

    @Override
    public TableMetadata refresh() {
        return base;
    }

    @Override
    public void commit(TableMetadata from, TableMetadata to) {
        to.changes().forEach(this::check);
        if (from != base || sent) {
            throw new IllegalStateException("One attempt is one state and one request");
        }
        if (!maySend.getAsBoolean()) {
            throw new CommitCancelledException();
        }
        sent = true;
        try {
            delegate.commit(from, to);
        } catch (RuntimeException e) {
            throw e instanceof CommitStateUnknownException unknown ? unknown : new CommitStateUnknownException(e);
        }
    }

    /** Whether a request may have reached the catalog. */
    boolean sent() {
        return sent;
    }

    private void check(MetadataUpdate update) {
        boolean allowed = update instanceof MetadataUpdate.AddSnapshot
                || update instanceof MetadataUpdate.AddEncryptionKey
                || (update instanceof MetadataUpdate.SetSnapshotRef ref
                        && ref.name().equals(branch))
                || (update instanceof MetadataUpdate.RemoveSnapshotRef removed
                        && removed.name().equals(branch)
                        && !branch.equals(SnapshotRef.MAIN_BRANCH))
                || (update instanceof MetadataUpdate.SetProperties set
                        && set.updated().keySet().stream().allMatch(key -> key.startsWith("lockweir.")));
        if (!allowed) {
            throw new IllegalStateException("The sink may append and record its progress, nothing else; refused: "
                    + update.getClass().getSimpleName());
        }
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

    @Override
    public boolean requireStrictCleanup() {
        return true;
    }
}
