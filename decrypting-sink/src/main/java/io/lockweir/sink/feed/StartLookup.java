package io.lockweir.sink.feed;

import io.lockweir.sink.commit.CatalogAdvice;
import io.lockweir.sink.commit.CatalogFailure;
import io.lockweir.sink.commit.TableView;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.Ancestry;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.start.LogBounds;
import io.lockweir.sink.start.StartDecision;
import io.lockweir.sink.start.Unpublished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks tables and brokers where to begin. Blocks; tables are loaded side by side. */
final class StartLookup {

    private static final Logger LOG = LoggerFactory.getLogger(StartLookup.class);
    /** A table that takes longer is left out and asked for again, so that the others begin. */
    private static final long LOAD_MS = 120_000;

    /**
     * What was found.
     *
     * @param tables freshly loaded
     * @param starts per table and partition; a partition is absent when its table holds or is to be asked for again
     * @param fedFrom topics that the sink has fed to each table
     */
    record Starts(
            Map<TableIdentifier, Table> tables,
            Map<TableIdentifier, Map<TopicPartition, StartDecision.Begin>> starts,
            Map<TableIdentifier, List<Stopped>> holds,
            Map<String, SourceIdentity> sources,
            Map<String, Integer> partitionCounts,
            Map<TableIdentifier, Set<String>> fedFrom) {

        private void hold(Hold hold, Optional<TopicPartition> partition) {
            holds.computeIfAbsent(hold.table(), table -> new ArrayList<>()).add(new Stopped(hold, partition));
        }
    }

    /**
     * A HOLD.
     *
     * @param partition whose it is; empty for one of the table as a whole
     */
    record Stopped(Hold hold, Optional<TopicPartition> partition) {}

    private final ProgressKeys keys;
    private final TableAccess tables;
    private final SourceLog log;
    private final Map<String, HoldAnswer> answers;
    private final Predicate<TableIdentifier> upserted;
    private final long loadMs;
    /** Loads under way, of this task's thread. */
    private final Map<TableIdentifier, CompletableFuture<Object>> hanging = new HashMap<>();

    StartLookup(ProgressKeys keys, TableAccess tables, SourceLog log, FeedSettings settings) {
        this(keys, tables, log, settings.answers(), settings.upserted(), LOAD_MS);
    }

    /** @param upserted tables in which a key must not change its partition */
    StartLookup(
            ProgressKeys keys,
            TableAccess tables,
            SourceLog log,
            Map<String, HoldAnswer> answers,
            Predicate<TableIdentifier> upserted,
            long loadMs) {
        this.keys = keys;
        this.tables = tables;
        this.log = log;
        this.answers = answers;
        this.upserted = upserted;
        this.loadMs = loadMs;
    }

    /** Completes exceptionally when a broker could not be asked; tables that could not be loaded are left out. */
    CompletableFuture<Starts> find(Map<TableIdentifier, Set<TopicPartition>> wanted) {
        Map<TableIdentifier, CompletableFuture<Object>> loads = new HashMap<>();
        wanted.keySet()
                .forEach(id -> loads.put(
                        id, loading(id).copy().completeOnTimeout(Optional.empty(), loadMs, TimeUnit.MILLISECONDS)));
        CompletableFuture<Map<TopicPartition, LogBounds>> bounds =
                CompletableFuture.supplyAsync(() -> log.bounds(all(wanted)), tables.lookups());
        CompletableFuture<Map<String, SourceIdentity>> sources =
                CompletableFuture.supplyAsync(() -> log.identities(topics(wanted)), tables.lookups());
        CompletableFuture<Map<String, Integer>> counts =
                CompletableFuture.supplyAsync(() -> partitionCounts(wanted), tables.lookups());
        List<CompletableFuture<?>> parts = new ArrayList<>(loads.values());
        parts.add(bounds);
        parts.add(sources);
        parts.add(counts);
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> decide(wanted, loads, bounds.join(), sources.join(), counts.join()));
    }

    /** One that hangs is not asked for again meanwhile: it would take thread after thread. */
    private CompletableFuture<Object> loading(TableIdentifier id) {
        CompletableFuture<Object> before = hanging.get(id);
        CompletableFuture<Object> loading = before != null && !before.isDone()
                ? before
                : CompletableFuture.supplyAsync(() -> load(id), tables.lookups(id));
        hanging.put(id, loading);
        return loading;
    }

    /** A table, the HOLD that stands for it, or nothing if it is to be asked again: one table must not stop the others. */
    private Object load(TableIdentifier id) {
        try {
            return tables.load(id);
        } catch (ConfigException e) {
            String what = String.valueOf(e.getMessage());
            return Hold.drift(id, what, what);
        } catch (RuntimeException e) {
            return switch (CatalogFailure.of(e)) {
                case MISSING -> Hold.of(id, HoldReason.TABLE_MISSING, "", "the catalog does not know the table");
                case REFUSED ->
                    Hold.of(
                            id,
                            HoldReason.CATALOG_REFUSED,
                            "",
                            "the catalog refused to load the table: " + e.getMessage() + CatalogAdvice.of(e));
                case PASSING -> {
                    LOG.warn(
                            "Table {} could not be loaded, and is asked for again: {}{}",
                            id,
                            e.toString(),
                            CatalogAdvice.of(e));
                    yield Optional.empty();
                }
            };
        }
    }

    private Starts decide(
            Map<TableIdentifier, Set<TopicPartition>> wanted,
            Map<TableIdentifier, CompletableFuture<Object>> loads,
            Map<TopicPartition, LogBounds> bounds,
            Map<String, SourceIdentity> sources,
            Map<String, Integer> counts) {
        Starts found = new Starts(new HashMap<>(), new HashMap<>(), new HashMap<>(), sources, counts, new HashMap<>());
        wanted.forEach((id, partitions) -> {
            Object loaded = loads.getOrDefault(id, CompletableFuture.completedFuture(""))
                    .join();
            if (loaded instanceof Hold hold) {
                found.hold(hold, Optional.empty());
            } else if (loaded instanceof Table table) {
                found.tables().put(id, table);
                decide(id, table, partitions, bounds, found);
            } else {
                LOG.warn("Where table {} stands is not known yet", id);
            }
        });
        return found;
    }

    private void decide(
            TableIdentifier id,
            Table table,
            Set<TopicPartition> partitions,
            Map<TopicPartition, LogBounds> bounds,
            Starts found) {
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        TableView view;
        try {
            view = new TableView(keys, metadata, tables.branch());
        } catch (IllegalArgumentException e) {
            found.hold(damaged(id, e), Optional.empty());
            return;
        }
        found.fedFrom().put(id, view.progress().sources().keySet());
        Optional<Hold> drift = tables.governance().drift(id, metadata);
        Optional<Unpublished> unpublished = view.unpublished(id, answers);
        for (TopicPartition partition : partitions) {
            Progress progress = view.progress().partitions().get(partition);
            LogBounds log = bounds.get(partition);
            SourceIdentity source = found.sources().get(partition.topic());
            Integer count = upserted.test(id) ? found.partitionCounts().get(partition.topic()) : Integer.valueOf(0);
            if (log == null || source == null || count == null) {
                LOG.warn("{} is not known to the brokers now, and is asked for again", partition);
                continue;
            }
            StartDecision decision = decide(new StartDecision.Found(
                    id,
                    partition,
                    view.progress(),
                    drift,
                    progress == null ? Ancestry.UNKNOWN : view.ancestry(progress),
                    () -> view.endInHistory(partition),
                    source,
                    count,
                    log,
                    unpublished));
            if (decision instanceof StartDecision.Stop stop) {
                found.hold(stop.hold(), Optional.of(partition));
            } else if (decision instanceof StartDecision.Begin begin) {
                found.starts().computeIfAbsent(id, none -> new HashMap<>()).put(partition, begin);
            }
        }
    }

    private StartDecision decide(StartDecision.Found found) {
        try {
            return StartDecision.of(found, answers);
        } catch (IllegalArgumentException e) {
            return new StartDecision.Stop(damaged(found.table(), e));
        }
    }

    private static Hold damaged(TableIdentifier id, IllegalArgumentException e) {
        String what = String.valueOf(e.getMessage());
        return Hold.of(id, HoldReason.DAMAGED_PROGRESS, what, what);
    }

    private Map<String, Integer> partitionCounts(Map<TableIdentifier, Set<TopicPartition>> wanted) {
        Set<String> topics = wanted.entrySet().stream()
                .filter(entry -> upserted.test(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
        return topics.isEmpty() ? Map.of() : log.partitionCounts(topics);
    }

    private static Set<TopicPartition> all(Map<TableIdentifier, Set<TopicPartition>> wanted) {
        Set<TopicPartition> all = new HashSet<>();
        wanted.values().forEach(all::addAll);
        return all;
    }

    private static Set<String> topics(Map<TableIdentifier, Set<TopicPartition>> wanted) {
        Set<String> topics = new HashSet<>();
        all(wanted).forEach(partition -> topics.add(partition.topic()));
        return topics;
    }
}
