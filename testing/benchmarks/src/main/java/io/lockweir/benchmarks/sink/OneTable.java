package io.lockweir.benchmarks.sink;

import io.lockweir.sink.commit.CatalogFailure;
import io.lockweir.sink.commit.CommitObserver;
import io.lockweir.sink.commit.CommitPolicy;
import io.lockweir.sink.commit.TableCommitter;
import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.feed.TableAccess;
import io.lockweir.sink.governance.Governance;
import io.lockweir.sink.progress.ProgressKeys;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;

/** The table as the sink's tasks have it on a worker; commits run on a thread of their own. */
final class OneTable implements TableAccess, CommitObserver, AutoCloseable {
    static final ProgressKeys KEYS = new ProgressKeys("bench");

    private final ScheduledExecutorService commits = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService lookups = Executors.newCachedThreadPool();
    private final Catalog catalog;
    private final TableCommitter committer;

    OneTable(Catalog catalog) {
        this.catalog = catalog;
        this.committer = new TableCommitter(
                Tables.NAME,
                KEYS,
                new Writer("bench", KEYS.sinkId(), "bench", "-"),
                () -> load(Tables.NAME),
                Governance.NONE,
                commits,
                CommitPolicy.DEFAULT.withGather(Duration.ZERO),
                this);
    }

    @Override
    public Table load(TableIdentifier table) {
        return catalog.loadTable(table);
    }

    @Override
    public TableCommitter committer(TableIdentifier table) {
        return committer;
    }

    @Override
    public ExecutorService lookups() {
        return lookups;
    }

    @Override
    public void committed(TableIdentifier table, int slices, long rows) {}

    @Override
    public void failed(TableIdentifier table, CatalogFailure failure) {
        throw new IllegalStateException("A catalog in memory refused a commit: " + failure);
    }

    @Override
    public void discarded(TableIdentifier table) {
        throw new IllegalStateException("A slice was thrown away, and its rows would count twice");
    }

    @Override
    public void close() {
        commits.shutdownNow();
        lookups.shutdownNow();
    }
}
