package io.lockweir.connect.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one instance of a plugin counts: fields, values and failures. Instances of one plugin in one process share their numbers. For one
 * thread; closing takes the numbers out of JMX when it was the last instance, except failures.
 */
public final class PluginMetrics implements AutoCloseable {
    /** Topics beyond it are not shown: a topic per customer must not fill the worker with MBeans. */
    private static final int MAX_TOPICS = 1000;

    private final String plugin;
    private final ProcessMetrics process;
    private final Map<String, ProcessMetrics.Held<TopicFields>> topics = new HashMap<>();
    private final Map<String, LongAdder> failures = new HashMap<>();

    PluginMetrics(String plugin, ProcessMetrics process) {
        this.plugin = plugin;
        this.process = process;
    }

    /**
     * The numbers of an instance.
     *
     * @param plugin the plugin's simple name, as in {@code EncryptFields.Value}
     */
    public static PluginMetrics open(String plugin) {
        return new PluginMetrics(plugin, ProcessMetrics.ofProcess());
    }

    /**
     * A field that a rule names is expected from now on.
     *
     * @param field its path, with the part of the record where keys and values have to be told apart
     */
    public FieldMeter field(String topic, String field) {
        if (topics.size() >= MAX_TOPICS && !topics.containsKey(topic)) {
            return FieldMeter.unseen();
        }
        return topics.computeIfAbsent(topic, first -> TopicFields.hold(process, plugin, first))
                .counters()
                .meter(field);
    }

    /** A record failed, for one of a closed set of reasons. */
    public void failed(String reason) {
        failures.computeIfAbsent(reason, this::failures).increment();
    }

    @Override
    public void close() {
        topics.values().forEach(ProcessMetrics.Held::close);
        topics.clear();
    }

    /** Held for ever: a failure closes the task, and the number would be gone before anybody has read it. */
    private LongAdder failures(String reason) {
        return process.hold(LongAdder.class, MetricCatalogue.FAILED, List.of(plugin, reason), group -> {
                    LongAdder total = new LongAdder();
                    group.number(MetricCatalogue.FAILED, total::sum);
                    return total;
                })
                .counters();
    }
}
