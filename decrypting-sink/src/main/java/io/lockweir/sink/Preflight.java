package io.lockweir.sink;

import io.lockweir.sink.catalog.SinkCatalog;
import io.lockweir.sink.catalog.TablePreflight;
import io.lockweir.sink.commit.CatalogFailure;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.record.process.TableRecordProcessor;
import io.lockweir.sink.source.AdminSourceLog;
import io.lockweir.sink.write.StagingDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private Preflight() {}

    /**
     * Servers that cannot be reached are no finding: a worker that restarts during an outage must not leave its connectors
     * failed, and the tasks wait.
     *
     * @throws ConfigException with all findings, each with what to do
     */
    static void run(SinkConfig config) {
        try (RecordProcessor processor = TableRecordProcessor.open(config.records());
                StagingDirectory staging = StagingDirectory.open(Path.of(config.stagingDirectory()))) {
            Map<String, TableIdentifier> tables = processor.tablesOf(topics(config));
            Set<TableIdentifier> sorted = new TreeSet<>(Comparator.comparing(TableIdentifier::toString));
            sorted.addAll(tables.values());
            List<String> problems = check(config, processor, sorted, staging);
            if (!problems.isEmpty()) {
                throw new ConfigException("Not started: " + String.join("; ", problems));
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

    private static List<String> check(
            SinkConfig config, RecordProcessor processor, Set<TableIdentifier> tables, StagingDirectory staging) {
        List<String> problems = new ArrayList<>();
        try (SinkCatalog catalog = SinkCatalog.open(
                config.connector(), config.catalog().effective(staging.path().toString()))) {
            for (TableIdentifier id : tables) {
                check(catalog, processor, id, problems);
            }
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            if (e instanceof NotAuthorizedException || CatalogFailure.of(e) == CatalogFailure.REFUSED) {
                problems.add("the catalog refuses the connector: " + e.getMessage()
                        + "; correct iceberg.catalog.* or grant" + " what it asks for");
                return problems;
            }
            LOG.warn("Preflight of {} left out, the catalog cannot be asked: {}", config.connector(), e.toString());
        }
        return problems;
    }

    private static void check(
            SinkCatalog catalog, RecordProcessor processor, TableIdentifier id, List<String> problems) {
        try {
            Table table = catalog.load(id);
            List<String> found = TablePreflight.problems(table);
            problems.addAll(found);
            if (found.isEmpty()) {
                TablePreflight.advice(table).forEach(advice -> LOG.warn("Advice: {}", advice));
                processor.bind(id, table);
            }
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            problems.add("table " + id + " does not exist; create it, the sink never does");
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
