package io.lockweir.sink;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.iceberg.catalog.TableIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of a connector on this worker in JMX. */
final class TablesMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(TablesMetrics.class);

    private final String connector;
    private final Clock clock;
    private final Map<TableIdentifier, TableMetrics> tables = new ConcurrentHashMap<>();

    TablesMetrics(String connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    TableMetrics of(TableIdentifier table) {
        return tables.computeIfAbsent(table, this::register);
    }

    private TableMetrics register(TableIdentifier table) {
        TableMetrics metrics = new TableMetrics(clock);
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(metrics, name(table));
        } catch (JMException e) {
            LOG.warn("Metrics of {} are not visible by JMX: {}", table, e.toString());
        }
        return metrics;
    }

    private void unregister(TableIdentifier table) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name(table));
        } catch (JMException e) {
            LOG.debug("Metrics of {} were not registered", table);
        }
    }

    private ObjectName name(TableIdentifier table) throws JMException {
        return new ObjectName("io.lockweir:type=iceberg-sink-table,connector=" + ObjectName.quote(connector) + ",table="
                + ObjectName.quote(table.toString()));
    }

    /** A task ended. */
    void forget(String task) {
        tables.values().forEach(table -> table.forget(task));
    }

    /** Of all tables; negative if of none anything is known. */
    long lagRecords() {
        long known = tables.values().stream()
                .mapToLong(TableMetrics::getLagRecords)
                .filter(lag -> lag >= 0)
                .count();
        return known == 0
                ? -1
                : tables.values().stream()
                        .mapToLong(table -> Math.max(0, table.getLagRecords()))
                        .sum();
    }

    long alarms() {
        return tables.values().stream()
                .filter(table -> table.getRetentionAlarm() > 0)
                .count();
    }

    void close() {
        tables.keySet().forEach(this::unregister);
        tables.clear();
    }
}
