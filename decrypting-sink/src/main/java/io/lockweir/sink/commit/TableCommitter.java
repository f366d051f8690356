package io.lockweir.sink.commit;

import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.governance.Governance;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.start.Unpublished;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the slices of one table for all tasks of a connector on a worker.
 *
 * <p>Rounds run one after the other: load the table, settle what is decided by what it says, send the slices that fit as
 * one snapshot, once. Whatever comes back but success proves nothing, so the next round begins by loading again and looks
 * for the slice in the table. There is no last attempt while the catalog is down: the tasks stop reading meanwhile.
 */
public final class TableCommitter {

    private static final Logger LOG = LoggerFactory.getLogger(TableCommitter.class);

    private final TableIdentifier table;
    private final ProgressKeys keys;
    private final Writer writer;
    private final Supplier<Table> loader;
    private final Governance governance;
    private final ScheduledExecutorService executor;
    private final CommitPolicy policy;
    private final CommitObserver observer;
    private final SliceQueue queue = new SliceQueue();
    private final KnownFiles known;
    private final Optional<Publishing> publishing;
    private final SnapshotLedger ledger;
    private @Nullable TableOperations operations;
    /** Whether a branch may be ahead of the main one. Of rounds only. */
    private boolean unpublished;

    private int failures;
    private int refusals;

    /** @param loader loads the table anew, with operations that nobody else uses */
    public TableCommitter(
            TableIdentifier table,
            ProgressKeys keys,
            Writer writer,
            Supplier<Table> loader,
            Governance governance,
            ScheduledExecutorService executor,
            CommitPolicy policy,
            CommitObserver observer) {
        this(
                table,
                keys,
                writer,
                loader,
                governance,
                executor,
                policy,
                observer,
                Optional.empty(),
                SnapshotLedger.NONE);
    }

    /**
     * With a branch to write to, and a ledger.
     *
     * @param loader loads the table anew, with operations that nobody else uses
     */
    public TableCommitter(
            TableIdentifier table,
            ProgressKeys keys,
            Writer writer,
            Supplier<Table> loader,
            Governance governance,
            ScheduledExecutorService executor,
            CommitPolicy policy,
            CommitObserver observer,
            Optional<Publishing> publishing,
            SnapshotLedger ledger) {
        this.ledger = ledger;
        this.publishing = publishing;
        this.unpublished = publishing.isPresent();
        this.table = table;
        this.keys = keys;
        this.writer = writer;
        this.loader = loader;
        this.governance = governance;
        this.executor = executor;
        this.policy = policy;
        this.observer = observer;
        this.known = new KnownFiles(keys.sinkId(), policy.fileMemory(), Clock.systemUTC());
    }

    /** Publishes what an earlier worker may have left behind, if there is a branch. Returns at once. */
    public void begin() {
        if (publishing.isPresent() && queue.begin()) {
            schedule(0);
        }
    }

    /**
     * Hands over a slice and its files. Returns at once.
     *
     * @param listener called once, on a commit thread
     */
    public void submit(Slice slice, Consumer<SliceResult> listener) {
        if (queue.add(slice, listener)) {
            schedule(policy.gather().toMillis());
        }
    }

    /**
     * Withdraws everything a task instance has not sent; a request already under way may still land. Calls no server.
     *
     * @return slices whose files nobody will ever need
     */
    public List<Slice> cancel(String task) {
        return queue.cancel(task);
    }

    private void schedule(long delayMs) {
        // A round reports its own failures.
        ScheduledFuture<?> unused = executor.schedule(this::round, delayMs, TimeUnit.MILLISECONDS);
    }

    private void round() {
        long delayMs = 0;
        try {
            attempt();
            failures = 0;
            refusals = 0;
        } catch (CommitCancelledException e) {
            LOG.debug("A task of {} closed during a commit", table);
        } catch (RuntimeException e) {
            // Clients of catalogs and stores throw whatever they like, and it is answered alike: load again, and look.
            failures++;
            if (CatalogFailure.cause(e) instanceof CommitFailedException) {
                delayMs = policy.conflictDelayMs(failures, ThreadLocalRandom.current());
            } else {
                // Their file access may hold credentials that ran out; a loaded table brings new ones.
                operations = null;
                delayMs = policy.delayMs(failures, ThreadLocalRandom.current());
            }
            failed(e, delayMs);
        } catch (Error e) {
            // Its text is nobody's answer: it may quote anything that was in memory.
            String what = "the commit broke down with " + e.getClass().getName() + origin(e);
            LOG.error("Commit of {}: {}", table, what);
            hold(Hold.of(table, HoldReason.CATALOG_REFUSED, "", what));
        }
        if (queue.again(unpublished)) {
            schedule(delayMs);
        }
    }

    private static String origin(Error e) {
        StackTraceElement[] frames = e.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    /** One load, and at most one request. */
    private void attempt() {
        List<Slice> waiting = queue.waiting();
        if (waiting.isEmpty() && !unpublished) {
            return;
        }
        TableOperations ops = load();
        TableView view;
        try {
            view = new TableView(keys, ops.current(), publishing.map(Publishing::branch));
        } catch (IllegalArgumentException e) {
            String what = String.valueOf(e.getMessage());
            hold(Hold.of(table, HoldReason.DAMAGED_PROGRESS, what, what));
            return;
        }
        ledger.seen(view.metadata());
        known.follow(new BaseTable(ops, table.toString()), view.head());
        Audit audit = publishing
                .map(settings -> Audit.of(table, view, settings.answers()))
                .orElseGet(Audit.Nothing::new);
        if (audit instanceof Audit.Publish publish) {
            new Publication(table, keys, publish).send(new SingleShotOps(ops, view.metadata(), () -> true));
            LOG.debug("Published {} up to snapshot {}", table, publish.to().snapshotId());
            return;
        }
        unpublished = false;
        Optional<Unpublished> stopped =
                audit instanceof Audit.Stop stop ? Optional.of(stop.unpublished()) : Optional.empty();
        if (stopped.isPresent()) {
            // Files of commits that may be dropped.
            known.forget();
        }
        List<Hold> found = Stream.concat(
                        governance.drift(table, view.metadata()).stream(), stopped.map(Unpublished::hold).stream())
                .toList();
        CommitPlan plan = CommitPlan.of(table, waiting, view, known::knows, found);
        plan.settled().forEach(this::settle);
        if (plan.commit().isEmpty()) {
            return;
        }
        Set<String> ids = plan.commit().stream().map(Slice::id).collect(Collectors.toSet());
        CommitTarget target = publishing
                .map(settings -> CommitTarget.of(view, settings, stopped, plan.commit()))
                .orElse(CommitTarget.MAIN);
        SingleShotOps once = new SingleShotOps(ops, view.metadata(), () -> queue.markSent(ids), target.branch());
        Snapshot snapshot = send(new CommitAttempt(table, keys, writer, plan.commit(), known, target, ledger), once);
        long rows = plan.commit().stream().mapToLong(s -> s.facts().written()).sum();
        LOG.debug("Committed {} slices with {} rows to {}", ids.size(), rows, table);
        observer.committed(table, ids.size(), rows);
        observer.landed(table, snapshot);
        ledger.landed(snapshot);
        if (publishing.isPresent()) {
            // They are where they belong when they are published; the next rounds see to it.
            unpublished = true;
            return;
        }
        ids.forEach(id -> queue.settle(id, new SliceResult.InTable()));
    }

    private Snapshot send(CommitAttempt attempt, SingleShotOps once) {
        try {
            return attempt.send(once);
        } catch (RuntimeException e) {
            // Thrown on, whatever it is.
            if (!once.sent()) {
                deleteFiles(attempt.written());
            }
            if (e instanceof ValidationException) {
                // With nothing known, slices that point into files of before are read again.
                known.forget();
            }
            throw e;
        }
    }

    private TableOperations load() {
        TableOperations loaded = operations;
        if (loaded == null) {
            loaded = ((HasTableOperations) loader.get()).operations();
            operations = loaded;
        }
        try {
            loaded.refresh();
        } catch (IllegalStateException e) {
            // REST operations refuse another uuid under the same name; load afresh, so that it becomes a HOLD of ours.
            loaded = ((HasTableOperations) loader.get()).operations();
            operations = loaded;
        }
        return loaded;
    }

    private void settle(String id, SliceResult result) {
        boolean sent = queue.sent(id);
        List<Slice> settled = queue.settle(id, result);
        if (result instanceof SliceResult.Discarded discarded) {
            observer.discarded(table);
            LOG.info("Slice {} of {} is read again: {}", id, table, discarded.why());
            if (!sent) {
                deleteFilesOf(settled);
            }
        }
    }

    private void hold(Hold hold) {
        unpublished = false;
        queue.waiting().forEach(slice -> queue.settle(slice.id(), new SliceResult.Held(hold)));
    }

    private void failed(RuntimeException e, long delayMs) {
        CatalogFailure failure = CatalogFailure.of(e);
        observer.failed(table, failure);
        Throwable cause = CatalogFailure.cause(e);
        String said = cause + CatalogAdvice.of(e);
        LOG.warn("Commit to {}, failure {}, outcome unknown: {}; next in {} ms", table, failures, said, delayMs);
        refusals = failure == CatalogFailure.PASSING ? 0 : refusals + 1;
        if (refusals >= policy.refusals()) {
            HoldReason reason =
                    failure == CatalogFailure.MISSING ? HoldReason.TABLE_MISSING : HoldReason.CATALOG_REFUSED;
            hold(Hold.of(table, reason, "", "the catalog refused " + refusals + " times, last: " + said));
            refusals = 0;
        }
    }

    /** Only of slices never sent: a request under way may land late, and its files must then be there. */
    private void deleteFilesOf(Collection<Slice> unsent) {
        deleteFiles(unsent.stream().flatMap(slice -> slice.files().locations()).toList());
    }

    private void deleteFiles(List<String> paths) {
        TableOperations loaded = operations;
        if (loaded == null) {
            return;
        }
        for (String path : paths) {
            try {
                loaded.io().deleteFile(path);
            } catch (RuntimeException e) {
                // Nothing depends on it.
                LOG.info("Left an unused file to orphan clean-up: {}", path);
            }
        }
    }
}
