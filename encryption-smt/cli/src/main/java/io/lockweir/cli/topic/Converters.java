package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/** The converters that the configuration names, as a worker would make them. */
final class Converters implements AutoCloseable {
    private final Converter key;
    private final Converter value;
    private final HeaderConverter header;

    private Converters(Converter key, Converter value, HeaderConverter header) {
        this.key = key;
        this.value = value;
        this.header = header;
    }

    static Converters of(ToolConfig config) {
        Converter key = made(config, "key.converter", Converter.class);
        key.configure(config.section("key.converter."), true);
        Converter value = made(config, "value.converter", Converter.class);
        value.configure(config.section("value.converter."), false);
        HeaderConverter header = config.has("header.converter")
                ? made(config, "header.converter", HeaderConverter.class)
                : new SimpleHeaderConverter();
        header.configure(config.section("header.converter."));
        return new Converters(key, value, header);
    }

    SchemaAndValue key(String topic, Headers headers, byte[] bytes) {
        return key.toConnectData(topic, headers, bytes);
    }

    SchemaAndValue value(String topic, Headers headers, byte[] bytes) {
        return value.toConnectData(topic, headers, bytes);
    }

    SchemaAndValue header(String topic, String name, byte[] bytes) {
        return header.toConnectHeader(topic, name, bytes);
    }

    byte[] keyBytes(String topic, Headers headers, SchemaAndValue key) {
        return this.key.fromConnectData(topic, headers, key.schema(), key.value());
    }

    byte[] valueBytes(String topic, Headers headers, SchemaAndValue value) {
        return this.value.fromConnectData(topic, headers, value.schema(), value.value());
    }

    byte[] headerBytes(String topic, String name, SchemaAndValue header) {
        return this.header.fromConnectHeader(topic, name, header.schema(), header.value());
    }

    private static <T> T made(ToolConfig config, String name, Class<T> type) {
        String className = config.text(name, "");
        if (className.isEmpty()) {
            throw new UsageException(
                    "Key '" + name + "' is missing. Name the converter class that the topic's connector or "
                            + "worker has, such as org.apache.kafka.connect.json.JsonConverter, and its keys behind "
                            + name + ".");
        }
        try {
            return type.cast(Class.forName(className, true, Converters.class.getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new UsageException("Key '" + name + "': " + className + " can't be used ("
                    + e.getClass().getSimpleName() + "). Put its jars on LOCKWEIR_KEYS_CLASSPATH.");
        }
    }

    @Override
    public void close() {
        Closing.all(key, value, header);
    }

    /** The classes, never the settings. */
    @Override
    public String toString() {
        return "Converters"
                + Map.of(
                        "key",
                        key.getClass().getName(),
                        "value",
                        value.getClass().getName());
    }
}
