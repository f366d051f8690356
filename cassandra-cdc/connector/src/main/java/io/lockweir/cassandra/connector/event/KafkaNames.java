package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.connector.HoldException;
import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that Kafka and Avro take. Cassandra's quoted names may hold any character: what is not allowed becomes an underscore. */
final class KafkaNames {
    private KafkaNames() {}

    /** The topic of a table's rows. */
    static String topic(String prefix, TableSchema table) {
        return prefix + "." + topicPart(table.keyspace()) + "." + topicPart(table.name());
    }

    private static String topicPart(String name) {
        return name.replaceAll("[^a-zA-Z0-9_-]", "_");
    }

    /** Of a field or a record schema. */
    static String field(String name) {
        String adjusted = name.replaceAll("[^a-zA-Z0-9_]", "_");
        return adjusted.isEmpty() || Character.isDigit(adjusted.charAt(0)) ? "_" + adjusted : adjusted;
    }

    /** Of a record schema: each part between the dots. */
    static String schema(String topic) {
        return String.join(
                ".", List.of(topic.split("\\.")).stream().map(KafkaNames::field).toList());
    }

    /** The columns' field names, in their order. */
    static List<String> fieldsInOrder(TableSchema table, List<Column> columns) {
        List<String> fields = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (Column column : columns) {
            String field = field(column.name());
            String other = taken.putIfAbsent(field, column.name());
            if (other != null) {
                throw new HoldException(
                        Reason.NAME_COLLISION,
                        "columns \"%s\" and \"%s\" of %s would both be the field %s; exclude the table or rename one of them"
                                .formatted(other, column.name(), table.qualifiedName(), field));
            }
            fields.add(field);
        }
        return fields;
    }
}
