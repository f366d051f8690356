package io.lockweir.sink;

import io.lockweir.sink.catalog.CatalogConfig;
import io.lockweir.sink.catalog.SinkCatalog;
import io.lockweir.sink.commit.CommitObserver;
import io.lockweir.sink.commit.CommitPolicy;
import io.lockweir.sink.commit.TableCommitter;
import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.feed.TableAccess;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.write.StagingDirectory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Catalog, committers and threads that the tasks of one connector on this worker share, so that their slices go into one
 * snapshot. Kept apart by connector, sink id and catalog properties: nothing of one tenant's credentials serves another.
 */
final class WorkerTables implements TableAccess {

    private record Sharing(String connector, ProgressKeys keys, Map<String, String> catalog, String staging) {}

    private static final Map<Sharing, WorkerTables> SHARED = new HashMap<>();
    private static final int COMMIT_THREADS = 4;
    private static final int LOOKUP_THREADS = 8;

    private final Sharing sharing;
    private final Writer writer;
    private final CommitPolicy policy;
    private final CommitObserver observer;
    private final StagingDirectory staging;
    private final ScheduledExecutorService commits;
    private final ExecutorService lookups;
    private final Map<TableIdentifier, TableCommitter> committers = new ConcurrentHashMap<>();
    private @Nullable SinkCatalog catalog;
    private int users;

    private WorkerTables(Sharing sharing, SinkConfig config, CommitObserver observer) {
        this.sharing = sharing;
        this.writer = new Writer(
                config.connector(),
                sharing.keys().sinkId(),
                BuildVersion.TEXT,
                config.catalog().principal().orElse("-"));
        this.policy = config.commitPolicy();
        this.observer = observer;
        this.staging = StagingDirectory.open(Path.of(config.stagingDirectory()));
        this.commits = Executors.newScheduledThreadPool(COMMIT_THREADS, named("lockweir-commit-" + config.connector()));
        this.lookups = Executors.newFixedThreadPool(LOOKUP_THREADS, named("lockweir-lookup-" + config.connector()));
    }

    /** The shared ones of this configuration; to be given back by {@link #release}. Calls no server. */
    static WorkerTables acquire(SinkConfig config, CommitObserver observer) {
        Sharing sharing = new Sharing(
                config.connector(), config.progressKeys(), config.catalog().properties(), config.stagingDirectory());
        synchronized (SHARED) {
            WorkerTables tables = SHARED.computeIfAbsent(sharing, key -> new WorkerTables(key, config, observer));
            tables.users++;
            return tables;
        }
    }

    /** The last user's call closes everything. */
    void release() {
        synchronized (SHARED) {
            users--;
            if (users > 0) {
                return;
            }
            SHARED.remove(sharing);
        }
        commits.shutdownNow();
        lookups.shutdownNow();
        synchronized (this) {
            if (catalog != null) {
                catalog.close();
            }
        }
        staging.close();
    }

    /** Opened with the first use: a catalog that is down must not fail the start of a task. */
    private synchronized SinkCatalog catalog() {
        SinkCatalog open = catalog;
        if (open == null) {
            Map<String, String> properties =
                    config(sharing.catalog(), staging.path().toString());
            open = SinkCatalog.open(sharing.connector(), properties);
            catalog = open;
        }
        return open;
    }

    private static Map<String, String> config(Map<String, String> catalog, String staging) {
        return new CatalogConfig(catalog).effective(staging);
    }

    @Override
    public Table load(TableIdentifier table) {
        return catalog().load(table);
    }

    @Override
    public TableCommitter committer(TableIdentifier table) {
        return committers.computeIfAbsent(
                table, id -> new TableCommitter(id, sharing.keys(), writer, () -> load(id), commits, policy, observer));
    }

    @Override
    public Executor lookups() {
        return lookups;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(WorkerTables.class.getClassLoader());
            return thread;
        };
    }
}
