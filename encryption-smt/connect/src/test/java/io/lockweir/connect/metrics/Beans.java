package io.lockweir.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/** Metrics in a folder of the test's own, and what JMX shows of them. */
final class Beans {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final String folder;
    private final Metrics metrics;
    private final ProcessMetrics process;

    Beans(String folder) {
        this.folder = folder;
        this.metrics = new Metrics(
                new MetricConfig(),
                List.of(new JmxReporter()),
                Time.SYSTEM,
                new KafkaMetricsContext(MetricCatalogue.DOMAIN));
        this.process = new ProcessMetrics(metrics, folder);
    }

    ProcessMetrics process() {
        return process;
    }

    /** What JMX gives for an attribute. */
    double number(String typeAndTags, String attribute) {
        String[] parts = typeAndTags.split(",", 2);
        String name = "io.lockweir:type=" + parts[0] + ",folder=" + folder + (parts.length == 1 ? "" : "," + parts[1]);
        try {
            return ((Number) SERVER.getAttribute(new ObjectName(name), attribute)).doubleValue();
        } catch (JMException e) {
            throw new AssertionError("No " + attribute + " of " + name + "; there are " + names(), e);
        }
    }

    /** Type and name of every metric, without those of the registry itself. */
    List<String> registered() {
        return metrics.metrics().keySet().stream()
                .filter(name -> name.tags().containsKey("folder"))
                .map(name -> name.group() + " " + name.name())
                .toList();
    }

    /** The names of all MBeans of the folder. */
    Set<String> names() {
        try {
            return SERVER.queryNames(new ObjectName("io.lockweir:folder=" + folder + ",*"), null).stream()
                    .map(ObjectName::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
