package io.lockweir.postgres.it;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as text that is the same for two records exactly when they are equal but for what may differ between two connectors:
 * the name of the connector (prefix of topics and of schema names, {@code source.name}, Debezium's header) and when the connector ran.
 */
final class CanonicalRecord {

    private static final Set<String> WHEN_IT_RAN = Set.of("ts_ms", "ts_us", "ts_ns");

    private final String name;
    private final StringBuilder text = new StringBuilder();

    private CanonicalRecord(String name) {
        this.name = name;
    }

    static String of(SourceRecord record, String name) {
        CanonicalRecord canonical = new CanonicalRecord(name);
        canonical.text.append(canonical.anonymous(record.topic())).append(" offset ");
        boolean snapshot = record.sourceOffset().containsKey("snapshot");
        // A snapshot's position is the moment it was taken.
        canonical.value(snapshot ? Map.of() : record.sourceOffset());
        canonical.part(" key ", record.keySchema(), record.key());
        canonical.part(" value ", record.valueSchema(), record.value());
        for (Header header : record.headers()) {
            canonical.part(" header " + header.key(), header.schema(), canonical.header(header));
        }
        return canonical.text.toString();
    }

    /** Debezium's headers name the connector and, by a random id, its run. */
    private @Nullable Object header(Header header) {
        boolean run = header.key().equals("__debezium.context.runId");
        return run ? "RUN" : name.equals(header.value()) ? "NAME" : header.value();
    }

    private String anonymous(String withName) {
        return withName.startsWith(name + ".") ? "NAME" + withName.substring(name.length()) : withName;
    }

    private void part(String title, @Nullable Schema schema, @Nullable Object value) {
        text.append(title);
        schema(schema);
        text.append('=');
        value(value);
    }

    private void schema(@Nullable Schema schema) {
        if (schema == null) {
            text.append("none");
            return;
        }
        text.append(schema.type()).append(schema.isOptional() ? "?" : "");
        text.append(schema.name() == null ? "" : " " + anonymous(schema.name()))
                .append(" v")
                .append(schema.version())
                .append(" default ")
                .append(schema.defaultValue())
                .append(" doc ")
                .append(schema.doc())
                .append(schema.parameters() == null ? "" : new TreeMap<>(schema.parameters()));
        switch (schema.type()) {
            case STRUCT -> {
                for (Field field : schema.fields()) {
                    text.append(' ').append(field.name()).append(':');
                    schema(field.schema());
                }
            }
            case ARRAY -> schema(schema.valueSchema());
            case MAP -> {
                schema(schema.keySchema());
                schema(schema.valueSchema());
            }
            default -> {
                // The type says it all.
            }
        }
    }

    private void value(@Nullable Object value) {
        if (value instanceof Struct struct) {
            struct(struct);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> value(element));
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map)
                    .forEach((key, entry) ->
                            text.append(key).append('=').append(entry).append(' '));
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            text.append(HexFormat.of().formatHex(copy));
        } else if (value instanceof byte[] bytes) {
            text.append(HexFormat.of().formatHex(bytes));
        } else {
            text.append(value).append(value == null ? "" : value.getClass().getSimpleName());
        }
    }

    private void struct(Struct struct) {
        boolean envelope = struct.schema().field("op") != null;
        boolean source = struct.schema().field("connector") != null;
        boolean snapshot = source && !"false".equals(struct.getString("snapshot"));
        for (Field field : struct.schema().fields()) {
            boolean ofTheConnector = source && field.name().equals("name");
            boolean whenItRan = (envelope || snapshot) && WHEN_IT_RAN.contains(field.name());
            boolean whereItWas = snapshot && Set.of("lsn", "txId", "sequence").contains(field.name());
            if (!ofTheConnector && !whenItRan && !whereItWas) {
                text.append(' ').append(field.name()).append('=');
                value(struct.get(field));
            }
        }
    }
}
