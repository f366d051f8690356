package io.lockweir.sink;

import io.lockweir.sink.catalog.SinkCatalog;
import io.lockweir.sink.catalog.TablePreflight;
import io.lockweir.sink.catalog.Tenant;
import io.lockweir.sink.catalog.TenantCatalogs;
import io.lockweir.sink.commit.CatalogFailure;
import io.lockweir.sink.governance.GovernedTables;
import io.lockweir.sink.governance.Permission;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.record.WriteMode;
import io.lockweir.sink.record.WriteModes;
import io.lockweir.sink.record.process.TableRecordProcessor;
import io.lockweir.sink.source.AdminSourceLog;
import io.lockweir.sink.write.ForeignBounds;
import io.lockweir.sink.write.SideBySide;
import io.lockweir.sink.write.StagingDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is checked on servers before a connector starts: every topic has a table, and every table can be written. */
final class Preflight {

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final SinkConfig config;
    private final RecordProcessor processor;
    private final TenantCatalogs catalogs;
    private final GovernedTables governed;
    private final Set<String> problems = new LinkedHashSet<>();
    /** Tenants whose catalog gives no answer: asked once, not once a table. */
    private final Set<String> silent = new TreeSet<>();
    /** Such tenants, as found while tables are loaded side by side. */
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    /** A table, or the exception instead. */
    private final Map<TableIdentifier, Object> loaded = new ConcurrentHashMap<>();

    private Preflight(SinkConfig config, RecordProcessor processor, TenantCatalogs catalogs) {
        this.config = config;
        this.processor = processor;
        this.catalogs = catalogs;
        this.governed = new GovernedTables(config.governance());
    }

    /**
     * Servers that cannot be reached are no finding: a worker that restarts during an outage must not leave its connectors
     * failed, and the tasks wait.
     *
     * @throws ConfigException with all findings, each with what to do
     */
    static void run(SinkConfig config) {
        try (RecordProcessor processor = TableRecordProcessor.open(config.records());
                StagingDirectory staging = StagingDirectory.open(Path.of(config.stagingDirectory()));
                TenantCatalogs catalogs = new TenantCatalogs(
                        config.connector(), config.tenants(), staging.path().toString())) {
            Preflight preflight = new Preflight(config, processor, catalogs);
            Set<TableIdentifier> sorted = new TreeSet<>(Comparator.comparing(TableIdentifier::toString));
            processor.tablesOf(topics(config)).values().forEach(sorted::addAll);
            SideBySide.forEach(sorted, preflight::load);
            sorted.forEach(preflight::check);
            preflight.unusedRules(sorted);
            preflight.upserted(sorted);
            if (!preflight.problems.isEmpty()) {
                throw new ConfigException("Not started: " + String.join("; ", preflight.problems));
            }
        } catch (ConfigException e) {
            // A KafkaException too, but a finding.
            throw e;
        } catch (KafkaException e) {
            LOG.warn("Preflight of {} left out, the brokers cannot be asked: {}", config.connector(), e.toString());
        }
    }

    private static Set<String> topics(SinkConfig config) {
        if (config.topicsRegex().isBlank()) {
            return Set.copyOf(config.topics());
        }
        Pattern pattern = Pattern.compile(config.topicsRegex());
        try (AdminSourceLog log = new AdminSourceLog(config.sourceKafka())) {
            return log.topics().stream()
                    .filter(topic -> pattern.matcher(topic).matches())
                    .collect(Collectors.toSet());
        }
    }

    /** Ahead of its check, since hundreds of tables one after another take minutes. */
    private void load(TableIdentifier id) {
        try {
            String tenant = catalogs.tenant(id).name();
            if (!hanging.contains(tenant)) {
                try {
                    loaded.put(id, governed.load(catalogs.of(id), id));
                } catch (RuntimeException e) {
                    // Told where the table is checked.
                    loaded.put(id, e);
                    if (CatalogFailure.of(e) == CatalogFailure.PASSING) {
                        hanging.add(tenant);
                    }
                }
            }
        } catch (ConfigException e) {
            loaded.put(id, e);
        }
    }

    private Table loaded(TableIdentifier id, SinkCatalog catalog) {
        Object found = loaded.get(id);
        if (found instanceof RuntimeException e) {
            throw e;
        }
        return found instanceof Table table ? table : governed.load(catalog, id);
    }

    private void check(TableIdentifier id) {
        try {
            Tenant tenant = catalogs.tenant(id);
            if (!silent.contains(tenant.name())) {
                check(id, tenant);
            }
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void check(TableIdentifier id, Tenant tenant) {
        SinkCatalog catalog;
        try {
            catalog = catalogs.of(id);
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            silent.add(tenant.name());
            failed(e, "the catalog refuses the connector" + tenant.described());
            return;
        }
        try {
            Table table = TablePreflight.requireEncryption(loaded(id, catalog));
            List<String> found = new ArrayList<>(TablePreflight.problems(table));
            if (!tenant.name().isEmpty()) {
                found.addAll(TablePreflight.problemsAmongTenants(table));
            }
            problems.addAll(found);
            if (found.isEmpty()) {
                TablePreflight.advice(table).forEach(advice -> LOG.warn("Advice: {}", advice));
                processor.bind(id, table);
                Set<String> clear = ForeignBounds.unhidden(table, processor.decryptedColumns(id))
                        .keySet();
                if (!clear.isEmpty()) {
                    LOG.warn(
                            "Advice: compaction by others puts bounds of decrypted columns of {} into manifests, in clear: set"
                                    + " each of these properties of the table to none: {}",
                            id,
                            clear);
                }
            }
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            problems.add("table " + id + " does not exist; create it" + neverCreates());
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!failed(e, "the catalog refuses to load table " + id + tenant.described())) {
                silent.add(tenant.name());
            }
        }
    }

    /** A rule that speaks of no table is taken for a misspelt one, unless tables may still come. */
    private void unusedRules(Set<TableIdentifier> tables) {
        config.records().quality().rules().stream()
                .filter(rule -> tables.stream().noneMatch(rule::speaksOf))
                .map(rule -> "the quality rule " + rule.name() + " speaks of none of the tables; correct quality.rules."
                        + rule.name() + ".tables")
                .forEach(config.topicsRegex().isBlank() ? problems::add : text -> LOG.warn("Advice: {}", text));
    }

    /** A pattern that matches no table is taken for a misspelt one, unless tables may still come. */
    private void upserted(Set<TableIdentifier> tables) {
        WriteModes modes = config.records().modes();
        if (modes.mode() == WriteMode.UPSERT
                && !tables.isEmpty()
                && tables.stream().noneMatch(modes::upsert)) {
            String text = WriteModes.TABLES + " matches none of the tables " + tables
                    + ", which would all be appended to; correct it, or set " + WriteModes.MODE + "=append";
            if (config.topicsRegex().isBlank()) {
                problems.add(text);
            } else {
                LOG.warn("Advice: {}", text);
            }
        }
    }

    /** A refusal is a finding; what may pass is not. Returns whether it was one. */
    private boolean failed(RuntimeException e, String what) {
        if (e instanceof NotAuthorizedException || CatalogFailure.of(e) == CatalogFailure.REFUSED) {
            problems.add(
                    what + ": " + e.getMessage() + "; correct the catalog's properties, or grant load and commit on"
                            + " the table, and read and write on its location");
            return true;
        }
        LOG.warn("Preflight of {} left out, the catalog cannot be asked: {}", config.connector(), e.toString());
        return false;
    }

    private String neverCreates() {
        return config.governance().create() == Permission.NEVER
                ? ", the sink never does without table.create"
                : " or its namespace: table.create makes no namespaces";
    }
}
