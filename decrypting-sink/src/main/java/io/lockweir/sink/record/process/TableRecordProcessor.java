package io.lockweir.sink.record.process;

import io.lockweir.connect.FieldKeysConfig;
import io.lockweir.connect.PlaintextKeys;
import io.lockweir.connect.metrics.PluginMetrics;
import io.lockweir.connect.record.FieldKeys;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.policy.IvMode;
import io.lockweir.sink.record.FilterReason;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.flatten.Flattener;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The processor: tables by topic, each with its own policy and converters. */
public final class TableRecordProcessor implements RecordProcessor {
    private final RecordConfig config;
    private final Routes routes;
    private final Flattener flattener;
    private final FieldKeysConfig.Opened opened;
    private final FieldKeys keys;
    private final PluginMetrics metrics = PluginMetrics.open("DecryptingIcebergSink");
    private final Map<TableIdentifier, BoundTable> tables = new HashMap<>();
    private final Set<TableIdentifier> newTopics = new HashSet<>();
    /** The topic of the last record, if all of it goes to one table: finding that again costs as much as converting a field. */
    private @Nullable String lastTopic;

    private @Nullable BoundTable lastTable;

    /** With keys that it closes in the end. */
    TableRecordProcessor(RecordConfig config, FieldKeysConfig.Opened opened) {
        this.config = config;
        this.routes = new Routes(config);
        this.flattener = new Flattener(config.rowImages());
        this.opened = opened;
        this.keys = opened.keys();
    }

    /**
     * Opens the configured keys.
     *
     * @throws ConfigException if the keys cannot be read
     */
    public static TableRecordProcessor open(RecordConfig config) {
        PlaintextKeys.announce(config.plaintext());
        return new TableRecordProcessor(config, config.fieldKeys().open(IvMode.COUNTER));
    }

    @Override
    public Map<String, Set<TableIdentifier>> tablesOf(Collection<String> names) {
        Map<String, Set<TableIdentifier>> result = new LinkedHashMap<>();
        names.forEach(topic -> result.put(topic, tablesOf(topic)));
        return result;
    }

    @Override
    public void bind(TableIdentifier identifier, Table table) {
        tables.put(identifier, new BoundTable(identifier, table, routes.topicsOf(identifier), config, keys, metrics));
        forgetLast();
    }

    private void forgetLast() {
        lastTopic = null;
        lastTable = null;
    }

    @Override
    public Set<String> decryptedColumns(TableIdentifier identifier) {
        return bound(identifier).decryptedColumns();
    }

    @Override
    public List<Integer> keyColumns(TableIdentifier identifier) {
        return bound(identifier).keyColumns();
    }

    @Override
    public Outcome process(SinkRecord record) {
        BoundTable last = lastTable;
        if (last != null && record.value() != null && record.originalTopic().equals(lastTopic)) {
            return outcome(last, record);
        }
        Set<TableIdentifier> possible = tablesOf(record.originalTopic());
        TableIdentifier identifier = routes.tableOf(record).orElse(null);
        if (identifier == null) {
            return Outcomes.unrouted(possible.iterator().next(), record, routes.header());
        }
        if (record.value() == null && !config.modes().upsert(identifier)) {
            return new Outcome.Filtered(identifier, FilterReason.TOMBSTONE);
        }
        BoundTable table = bound(identifier);
        forgetLast();
        if (routes.byTopic(record.originalTopic())) {
            lastTopic = record.originalTopic();
            lastTable = table;
        }
        return outcome(table, record);
    }

    private Outcome outcome(BoundTable table, SinkRecord record) {
        try {
            return checked(table, record, table.outcome(record, flattener));
        } catch (KeyUnavailableError e) {
            metrics.failed(e);
            throw e;
        } catch (Refusal refusal) {
            return refused(table, record, refusal);
        } catch (ClassCastException e) {
            // Its message names classes of the record's content; the place is not known.
            return refused(
                    table, record, new Refusal(ReasonCode.MALFORMED_VALUE, "", "A value is not of its schema's type"));
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unforeseen(table.identifier(), record, e);
        }
    }

    /** A row that is to be written, after the table's rules were asked. */
    private Outcome checked(BoundTable table, SinkRecord record, Outcome outcome) {
        if (table.rules().isEmpty()) {
            return outcome;
        }
        RuleVerdict verdict = RuleVerdict.of(table.rules(), outcome, record, flattener);
        if (verdict.clean()) {
            return outcome;
        }
        Outcome decided = verdict.refusal(config.quality().audited())
                .map(refusal -> refused(table, record, refusal))
                .orElse(outcome);
        return verdict.flagged(decided, config.quality().audited());
    }

    @Override
    public void close() {
        opened.close();
        metrics.close();
    }

    /**
     * A quarantined record is copied to a dead-letter queue as it is; one with clear text where the policy wants ciphertext
     * must not be, in whatever image it stands and whatever else is wrong with it.
     */
    private Outcome refused(BoundTable table, SinkRecord record, Refusal refusal) {
        Refusal decisive = refusal;
        if (refusal.disposition() == ReasonCode.Disposition.QUARANTINE) {
            try {
                requireEncrypted(table, record);
            } catch (Refusal clear) {
                decisive = clear;
            }
        }
        return Outcomes.of(table.identifier(), record, decisive);
    }

    private void requireEncrypted(BoundTable table, SinkRecord record) {
        Upserts upserts = table.upserts();
        if (upserts != null) {
            upserts.keys().requireEncrypted(record);
        }
        if (record.value() != null) {
            flattener.eachImage(
                    record.valueSchema(),
                    record.value(),
                    image -> table.decryptor().requireEncrypted(record.originalTopic(), image));
        }
    }

    /** Stops the task before the record. Neither the exception nor its message goes along: it may hold a value. */
    private static ConnectException unforeseen(TableIdentifier table, SinkRecord record, RuntimeException e) {
        StackTraceElement[] frames = e.getStackTrace();
        return new ConnectException("The record at " + record.originalTopic() + "-" + record.originalKafkaPartition()
                + " offset " + record.originalKafkaOffset() + " for table " + table + " failed with "
                + e.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0])
                + ". The record was not passed by; this is a defect, please report it.");
    }

    private Set<TableIdentifier> tablesOf(String topic) {
        if (!routes.known(topic)) {
            newTopics.addAll(routes.tablesOf(topic));
            forgetLast();
        }
        return routes.tablesOf(topic);
    }

    private BoundTable bound(TableIdentifier identifier) {
        BoundTable table = tables.get(identifier);
        if (table == null) {
            throw new IllegalStateException("Table " + identifier + " is not bound");
        }
        if (newTopics.contains(identifier)) {
            if (!table.topics().equals(routes.topicsOf(identifier))) {
                // A topic came after the table: what the policy says of it has to fit the table as well.
                BoundTable wider =
                        new BoundTable(identifier, table.table(), routes.topicsOf(identifier), config, keys, metrics);
                if (!table.decryptedColumns().containsAll(wider.decryptedColumns())) {
                    // Files that are open already keep metrics of these columns.
                    throw new ConfigException("A topic that came to table " + identifier
                            + " while it was written decrypts further columns; restart the connector");
                }
                tables.put(identifier, wider);
            }
            newTopics.remove(identifier);
            return bound(identifier);
        }
        return table;
    }
}
