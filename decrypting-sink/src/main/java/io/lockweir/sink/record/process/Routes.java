package io.lockweir.sink.record.process;

import io.lockweir.sink.mapping.HeaderRoutes;
import io.lockweir.sink.mapping.TopicMapping;
import io.lockweir.sink.record.RecordConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Which tables a topic feeds, and which one a record goes to: by topic, else by a header. */
final class Routes {
    private final TopicMapping mapping;
    private final Optional<HeaderRoutes> headers;
    private final Map<String, Set<TableIdentifier>> topics = new HashMap<>();

    Routes(RecordConfig config) {
        this.mapping = config.mapping();
        this.headers = config.headerRoutes();
    }

    /** Whether the topic was asked for before. */
    boolean known(String topic) {
        return topics.containsKey(topic);
    }

    /** @throws ConfigException if there are none */
    Set<TableIdentifier> tablesOf(String topic) {
        return topics.computeIfAbsent(topic, this::find);
    }

    private Set<TableIdentifier> find(String topic) {
        return mapping.tableOf(topic)
                .map(Set::of)
                .or(() -> headers.map(HeaderRoutes::all))
                .orElseThrow(() -> new ConfigException("The topic " + topic
                        + " is mapped to no table; add it to mapping.topics or mapping.regex, or take it out of topics"
                        + " or topics.regex (topics of heartbeats, transactions and schema changes hold no rows)"));
    }

    /** Whether all records of the topic go to one table. */
    boolean byTopic(String topic) {
        return headers.isEmpty() || mapping.tableOf(topic).isPresent();
    }

    /** The record's table; empty if its header does not tell one. */
    Optional<TableIdentifier> tableOf(SinkRecord record) {
        Set<TableIdentifier> tables = tablesOf(record.originalTopic());
        if (byTopic(record.originalTopic())) {
            return Optional.of(tables.iterator().next());
        }
        return headers.flatMap(routes -> value(record, routes.header()).flatMap(routes::tableOf));
    }

    private static Optional<String> value(SinkRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        if (header == null) {
            return Optional.empty();
        }
        if (header.value() instanceof byte[] bytes) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        return header.value() instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The name of the header that tells tables; for a text. */
    String header() {
        return headers.map(HeaderRoutes::header).orElse("");
    }

    /** Those that are known to be written to the table. */
    Set<String> topicsOf(TableIdentifier table) {
        return topics.entrySet().stream()
                .filter(entry -> entry.getValue().contains(table))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
