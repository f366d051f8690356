package io.lockweir.connect.metrics;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldObserver;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What one instance of a plugin counts: fields, values and failures. Instances of one plugin in one process share their numbers. The
 * counter of a field is for one thread at a time; closing takes the numbers out of JMX when it was the last instance, except failures.
 */
public final class PluginMetrics implements FieldObserver, AutoCloseable {
    /** Topics beyond it are not shown: a topic per customer must not fill the worker with MBeans. */
    private static final int MAX_TOPICS = 1000;

    /** A reason: the configuration contradicts itself in a topic. */
    public static final String CONFIGURATION = "CONFIGURATION";
    /** A reason: no rule matches a topic, and that is forbidden. */
    public static final String UNMATCHED_TOPIC = "UNMATCHED_TOPIC";
    /** A reason: the converter inside of the encrypting one failed. */
    public static final String INNER_CONVERTER = "INNER_CONVERTER";
    /** A reason: an exception that nobody foresaw. */
    public static final String UNFORESEEN = "UNFORESEEN";

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

    @Override
    public FieldCounter found(String topic, Part part, FieldPath path, String rule) {
        return meter(topic, part, path);
    }

    @Override
    public void missing(String topic, Part part, FieldPath path, String rule) {
        meter(topic, part, path);
    }

    /** A field could not be treated. */
    public void failed(FieldException failure) {
        failed(failure.failure().name());
    }

    /** These numbers, and a report besides. */
    public FieldObserver and(FieldObserver report) {
        return new FieldObserver() {
            @Override
            public FieldCounter found(String topic, Part part, FieldPath path, String rule) {
                FieldCounter ours = PluginMetrics.this.found(topic, part, path, rule);
                FieldCounter reported = report.found(topic, part, path, rule);
                return () -> {
                    ours.value();
                    reported.value();
                };
            }

            @Override
            public void missing(String topic, Part part, FieldPath path, String rule) {
                PluginMetrics.this.missing(topic, part, path, rule);
                report.missing(topic, part, path, rule);
            }
        };
    }

    @Override
    public synchronized FieldCounter plaintext(String topic, Part part, FieldPath path) {
        TopicFields fields = fields(topic);
        return fields == null ? FieldCounter.NONE : fields.plaintext()::increment;
    }

    private synchronized FieldMeter meter(String topic, Part part, FieldPath path) {
        boolean ofKey = part == Part.FIELD_OF_KEY || part == Part.WHOLE_KEY;
        String field = (ofKey ? "key " : "value ") + path;
        TopicFields fields = fields(topic);
        return fields == null ? FieldMeter.unseen() : fields.meter(field);
    }

    /** Null for a topic beyond the number that is shown. */
    private synchronized @Nullable TopicFields fields(String topic) {
        if (topics.size() >= MAX_TOPICS && !topics.containsKey(topic)) {
            return null;
        }
        return topics.computeIfAbsent(topic, first -> TopicFields.hold(process, plugin, first))
                .counters();
    }

    /** Keys were not to be had. */
    public void failed(KeyUnavailableError error) {
        failed("KEY_" + error.reason());
    }

    /** A record failed for one of a closed set of reasons, other than a field's. */
    public synchronized void failed(String reason) {
        failures.computeIfAbsent(reason, this::failures).increment();
    }

    @Override
    public synchronized void close() {
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
