package io.lockweir.connect.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.MetricNameTemplate;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;

/** The metrics under one set of tags: one MBean. */
final class Group {
    private final Metrics metrics;
    private final Map<String, String> tags;
    private final List<MetricName> names = new ArrayList<>();
    private final List<String> sensors = new ArrayList<>();

    /** @param tags the folder's tag included */
    Group(Metrics metrics, Map<String, String> tags) {
        this.metrics = metrics;
        this.tags = new LinkedHashMap<>(tags);
    }

    /** A number that is asked for when somebody looks. Counting costs the hot path no more than its own counter. */
    void number(MetricNameTemplate template, LongSupplier number) {
        MetricName name = metrics.metricInstance(template, tags);
        metrics.addMetric(name, (Measurable) (config, now) -> number.getAsLong());
        names.add(name);
    }

    /** Averages and maxima over Kafka's window, for what is rare. */
    Sensor averages(MetricNameTemplate average, MetricNameTemplate maximum) {
        MetricName name = metrics.metricInstance(average, tags);
        Sensor sensor = metrics.sensor(name.toString());
        sensor.add(name, new Avg());
        sensor.add(metrics.metricInstance(maximum, tags), new Max());
        sensors.add(sensor.name());
        return sensor;
    }

    void remove() {
        names.forEach(metrics::removeMetric);
        sensors.forEach(metrics::removeSensor);
    }
}
