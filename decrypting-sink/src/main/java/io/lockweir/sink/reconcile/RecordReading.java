package io.lockweir.sink.reconcile;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/** Records as a worker hands them to the sink: by the converters of the configuration. One thread. */
public final class RecordReading {
    private static final String KEY = "key.converter";
    private static final String VALUE = "value.converter";
    private static final String HEADER = "header.converter";

    private final Converter key;
    private final Converter value;
    private final HeaderConverter header;

    private RecordReading(Converter key, Converter value, HeaderConverter header) {
        this.key = key;
        this.value = value;
        this.header = header;
    }

    /**
     * Makes the converters.
     *
     * @throws ConfigException if one is not named, or its class is not there
     */
    public static RecordReading of(Map<String, String> config) {
        Converter key = made(config, KEY, Converter.class);
        key.configure(section(config, KEY), true);
        Converter value = made(config, VALUE, Converter.class);
        value.configure(section(config, VALUE), false);
        HeaderConverter header =
                config.containsKey(HEADER) ? made(config, HEADER, HeaderConverter.class) : new SimpleHeaderConverter();
        header.configure(section(config, HEADER));
        return new RecordReading(key, value, header);
    }

    SinkRecord converted(ConsumerRecord<byte[], byte[]> record) {
        SchemaAndValue keyed = key.toConnectData(record.topic(), record.headers(), record.key());
        SchemaAndValue valued = value.toConnectData(record.topic(), record.headers(), record.value());
        SinkRecord converted = new SinkRecord(
                record.topic(),
                record.partition(),
                keyed.schema(),
                keyed.value(),
                valued.schema(),
                valued.value(),
                record.offset(),
                record.timestamp(),
                record.timestampType());
        for (Header each : record.headers()) {
            converted.headers().add(each.key(), header.toConnectHeader(record.topic(), each.key(), each.value()));
        }
        return converted;
    }

    private static <T> T made(Map<String, String> config, String name, Class<T> type) {
        String text = config.get(name);
        if (text == null) {
            throw new ConfigException("The configuration has no " + name
                    + ": the worker's own default is not known here. Add it, with its settings");
        }
        try {
            return Class.forName(text).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException("The class " + text + " of " + name + " cannot be used ("
                    + e.getClass().getSimpleName() + "); add its jars to LOCKWEIR_RECONCILE_CLASSPATH");
        }
    }

    private static Map<String, String> section(Map<String, String> config, String name) {
        Map<String, String> section = new HashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                section.put(key.substring(name.length() + 1), value);
            }
        });
        return section;
    }
}
