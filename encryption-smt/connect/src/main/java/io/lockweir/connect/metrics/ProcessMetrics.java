package io.lockweir.connect.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricNameTemplate;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * The process's metrics: several plugin instances that count the same thing hold the same counters. A group is registered by its first
 * holder and unregistered by its last.
 */
final class ProcessMetrics {
    /** Tags and what counts under them. */
    private static final class Shared {
        private final Group group;
        private final Object counters;
        private int holders;

        Shared(Group group, Object counters) {
            this.group = group;
            this.counters = counters;
        }
    }

    private record Key(String type, List<String> tags) {}

    private final Metrics metrics;
    private final String folder;
    private final Map<Key, Shared> shared = new HashMap<>();

    ProcessMetrics(Metrics metrics, String folder) {
        this.metrics = metrics;
        this.folder = folder;
    }

    /** Those of this class loader, that is, of the plugin folder. Nothing is registered before it is held. */
    static ProcessMetrics ofProcess() {
        return OfProcess.INSTANCE;
    }

    /**
     * The counters under some tags; the caller releases them.
     *
     * @param like any metric of the group, for the names of its tags
     * @param values the tags' values, in the order of the template, without the folder
     * @param maker makes the counters and registers their metrics, when nobody holds them yet
     */
    synchronized <C> Held<C> hold(
            Class<C> type, MetricNameTemplate like, List<String> values, Function<Group, C> maker) {
        Key key = new Key(like.group(), List.copyOf(values));
        Shared found = shared.get(key);
        if (found == null) {
            Group group = new Group(metrics, tags(like, values));
            found = new Shared(group, maker.apply(group));
            shared.put(key, found);
        }
        found.holders++;
        return new Held<>(type.cast(found.counters), () -> release(key));
    }

    private synchronized void release(Key key) {
        Shared released = Objects.requireNonNull(shared.get(key));
        released.holders--;
        if (released.holders == 0) {
            shared.remove(key);
            released.group.remove();
        }
    }

    private Map<String, String> tags(MetricNameTemplate like, List<String> values) {
        Map<String, String> tags = new LinkedHashMap<>();
        int next = 0;
        for (String tag : like.tags()) {
            tags.put(tag, tag.equals(MetricCatalogue.FOLDER) ? folder : values.get(next++));
        }
        return tags;
    }

    /** Counters, until they are released. */
    record Held<C>(C counters, Runnable releasing) implements Supplier<C>, AutoCloseable {
        @Override
        public C get() {
            return counters;
        }

        @Override
        public void close() {
            releasing.run();
        }
    }

    private static final class OfProcess {
        private static final ProcessMetrics INSTANCE = new ProcessMetrics(
                new Metrics(
                        new MetricConfig(),
                        List.of(new JmxReporter()),
                        Time.SYSTEM,
                        new KafkaMetricsContext(MetricCatalogue.DOMAIN)),
                PluginFolder.name());
    }
}
