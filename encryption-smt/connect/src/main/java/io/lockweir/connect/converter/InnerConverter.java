package io.lockweir.connect.converter;

import io.lockweir.connect.InnerFailure;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** The converter that knows the data. Comes from our own plugin directory, or from the worker. */
final class InnerConverter {
    private final Converter converter;
    private final String name;

    private InnerConverter(Converter converter) {
        this.converter = converter;
        this.name = converter.getClass().getName();
    }

    /**
     * Loads and configures it.
     *
     * @throws ConfigException when the class is missing, is none, or refuses its settings
     */
    static InnerConverter of(String className, Map<String, ?> settings, boolean isKey) {
        ClassLoader plugin = EncryptingConverter.class.getClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Clients of registries look for classes of theirs through it.
        thread.setContextClassLoader(plugin);
        try {
            InnerConverter inner = new InnerConverter(instance(className, plugin));
            inner.converter.configure(settings, isKey);
            return inner;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    byte @Nullable [] write(String topic, @Nullable Headers headers, @Nullable Schema schema, @Nullable Object value) {
        try {
            return headers == null
                    ? converter.fromConnectData(topic, schema, value)
                    : converter.fromConnectData(topic, headers, schema, value);
        } catch (RuntimeException e) {
            throw new InnerFailure("converter", "write", name, e);
        }
    }

    SchemaAndValue read(String topic, @Nullable Headers headers, byte @Nullable [] serialized) {
        try {
            return headers == null
                    ? converter.toConnectData(topic, serialized)
                    : converter.toConnectData(topic, headers, serialized);
        } catch (RuntimeException e) {
            throw new InnerFailure("converter", "read", name, e);
        }
    }

    void close() throws IOException {
        // Connect 3.9 has no close on converters: asking for it there would be a linkage error.
        Object any = converter;
        if (any instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private static Converter instance(String className, ClassLoader plugin) {
        try {
            Object instance = Class.forName(className, true, plugin)
                    .getDeclaredConstructor()
                    .newInstance();
            if (instance instanceof Converter converter && !(instance instanceof EncryptingConverter)) {
                return converter;
            }
            throw new ConfigException("Key 'inner': " + className
                    + " is no converter that could be encrypted around. Name one such as"
                    + " org.apache.kafka.connect.json.JsonConverter.");
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    "Key 'inner': class " + className
                            + " is not there. Put its jars into the directory of this plugin; other plugins' directories are not seen.");
        } catch (InvocationTargetException e) {
            throw new ConfigException("Key 'inner': " + className + " could not be made ("
                    + e.getTargetException().getClass().getName() + ").");
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConfigException("Key 'inner': " + className + " could not be made ("
                    + e.getClass().getName()
                    + "). It needs a public constructor without parameters, and all of its jars.");
        }
    }
}
