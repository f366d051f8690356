package io.lockweir.sink;

import io.lockweir.sink.catalog.TablePreflight;
import io.lockweir.sink.catalog.Tenant;
import io.lockweir.sink.catalog.TenantCatalogs;
import io.lockweir.sink.catalog.Tenants;
import io.lockweir.sink.commit.CommitObserver;
import io.lockweir.sink.commit.CommitPolicy;
import io.lockweir.sink.commit.Publishing;
import io.lockweir.sink.commit.SnapshotLedger;
import io.lockweir.sink.commit.TableCommitter;
import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.feed.TableAccess;
import io.lockweir.sink.governance.Governance;
import io.lockweir.sink.governance.GovernanceConfig;
import io.lockweir.sink.governance.GovernedTables;
import io.lockweir.sink.ledger.Ledger;
import io.lockweir.sink.ledger.LedgerObserver;
import io.lockweir.sink.ledger.LedgerSettings;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.write.StagingDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Catalog, committers and threads that the tasks of one connector on this worker share, so that their slices go into one
 * snapshot. Kept apart by connector, sink id and catalog properties, and in a connector by tenant: nothing of one
 * tenant's credentials serves another.
 */
final class WorkerTables implements TableAccess {

    private record Sharing(
            String connector,
            ProgressKeys keys,
            Tenants tenants,
            GovernanceConfig governance,
            String staging,
            Optional<Publishing> publishing,
            String policy,
            Optional<LedgerSettings> ledger) {}

    private static final Map<Sharing, WorkerTables> SHARED = new HashMap<>();
    private static final int BROKER_THREADS = 4;
    /** Less than Connect's patience with a task that stops. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Sharing sharing;
    private final CommitPolicy policy;
    private final CommitObserver observer;
    private final StagingDirectory staging;
    private final ExecutorService brokers;
    private final CleanUps cleanUps;
    private final Map<String, TenantThreads> threads = new ConcurrentHashMap<>();
    private final Map<TableIdentifier, TableCommitter> committers = new ConcurrentHashMap<>();
    private final TenantCatalogs catalogs;
    private final GovernedTables governed;
    private final Optional<Ledger> ledger;
    private int users;

    private <O extends CommitObserver & LedgerObserver> WorkerTables(Sharing sharing, SinkConfig config, O observer) {
        this.sharing = sharing;
        this.policy = config.commitPolicy();
        this.observer = observer;
        this.staging = StagingDirectory.open(Path.of(config.stagingDirectory()));
        this.catalogs = new TenantCatalogs(
                sharing.connector(), sharing.tenants(), staging.path().toString());
        ThreadFactory threads = named("lockweir-ledger-" + config.connector());
        this.ledger = sharing.ledger().map(settings -> new Ledger(settings, observer, threads));
        this.governed = new GovernedTables(sharing.governance());
        this.brokers = Executors.newFixedThreadPool(BROKER_THREADS, named("lockweir-brokers-" + config.connector()));
        this.cleanUps = new CleanUps(named("lockweir-clean-up-" + config.connector()));
    }

    /** The shared ones of this configuration; to be given back by {@link #release}. Calls no server. */
    static <O extends CommitObserver & LedgerObserver> WorkerTables acquire(SinkConfig config, O observer) {
        Sharing sharing = new Sharing(
                config.connector(),
                config.progressKeys(),
                config.tenants(),
                config.governance(),
                config.stagingDirectory(),
                config.publishing(),
                config.policyVersion(),
                config.ledger());
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
        threads.values().forEach(TenantThreads::stop);
        brokers.shutdownNow();
        ledger.ifPresent(Ledger::close);
        // Behind the files that are still to be removed, which needs both.
        cleanUps.close(
                () -> {
                    catalogs.close();
                    staging.close();
                },
                PATIENCE);
    }

    @Override
    public Table load(TableIdentifier table) {
        Table loaded = TablePreflight.requireEncryption(catalogs.ask(table, catalog -> governed.load(catalog, table)));
        if (ledger.isPresent() && loaded instanceof HasTableOperations known) {
            // What a killed worker left unpublished need not wait for the next commit.
            snapshots(table).seen(known.operations().current());
        }
        return loaded;
    }

    private SnapshotLedger snapshots(TableIdentifier table) {
        return ledger.map(all -> all.of(table, sharing.keys())).orElse(SnapshotLedger.NONE);
    }

    @Override
    public Governance governance() {
        return governed;
    }

    @Override
    public TableCommitter committer(TableIdentifier table) {
        return committers.computeIfAbsent(table, this::newCommitter);
    }

    @Override
    public Optional<String> branch() {
        return sharing.publishing().map(Publishing::branch);
    }

    /** Loads by itself: a commit creates and alters nothing, whatever the start of a task may do. */
    private TableCommitter newCommitter(TableIdentifier table) {
        TableCommitter committer = new TableCommitter(
                table,
                sharing.keys(),
                writer(catalogs.tenant(table)),
                () -> catalogs.ask(table, catalog -> catalog.load(table)),
                governed,
                threads(table).commits(),
                policy,
                observer,
                sharing.publishing(),
                snapshots(table));
        committer.begin();
        return committer;
    }

    private Writer writer(Tenant tenant) {
        return new Writer(
                sharing.connector(),
                sharing.keys().sinkId(),
                BuildVersion.TEXT,
                tenant.catalog().principal().orElse("-"),
                tenant.name(),
                sharing.policy());
    }

    @Override
    public Executor lookups() {
        return brokers;
    }

    @Override
    public Executor lookups(TableIdentifier table) {
        return threads(table).lookups();
    }

    @Override
    public Executor cleanUps() {
        return cleanUps;
    }

    private TenantThreads threads(TableIdentifier table) {
        String tenant = catalogs.tenant(table).name();
        String suffix = sharing.connector() + (tenant.isEmpty() ? "" : "-" + tenant);
        return threads.computeIfAbsent(
                tenant,
                none -> TenantThreads.start(named("lockweir-commit-" + suffix), named("lockweir-lookup-" + suffix)));
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
