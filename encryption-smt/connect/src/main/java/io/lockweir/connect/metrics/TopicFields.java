package io.lockweir.connect.metrics;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The fields that one kind of plugin treats in a topic. */
final class TopicFields {
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final LongAdder values = new LongAdder();
    private final LongAdder plaintext = new LongAdder();

    static ProcessMetrics.Held<TopicFields> hold(ProcessMetrics process, String plugin, String topic) {
        return process.hold(TopicFields.class, MetricCatalogue.VALUES, List.of(plugin, topic), group -> {
            TopicFields fields = new TopicFields();
            group.number(MetricCatalogue.EXPECTED_FIELDS, fields.expected::size);
            group.number(MetricCatalogue.SEEN_FIELDS, fields.seen::size);
            group.number(MetricCatalogue.VALUES, fields.values::sum);
            group.number(MetricCatalogue.PLAINTEXT, fields.plaintext::sum);
            return fields;
        });
    }

    FieldMeter meter(String field) {
        expected.add(field);
        return new FieldMeter(() -> seen.add(field), values);
    }

    LongAdder plaintext() {
        return plaintext;
    }
}
