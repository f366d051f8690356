package io.lockweir.serde;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Finds the inner serializer or deserializer, as Kafka's clients do: through the thread's class loader, or our own. */
final class Inner {
    private Inner() {}

    /**
     * The serializer that is encrypted around, not yet configured.
     *
     * @param given by the application, which then configured it; null to take the one of the configuration
     * @throws ConfigException when there is none, two, or the class can't be used
     */
    static Serializer<?> serializer(@Nullable Serializer<?> given, SerdeConfig config) {
        String name = one(SerdeConfig.INNER_SERIALIZER, given, config.innerSerializer(), config.innerSerde());
        Serializer<?> inner = given != null
                ? given
                : config.innerSerializer() != null
                        ? instance(SerdeConfig.INNER_SERIALIZER, name, Serializer.class)
                        : instance(SerdeConfig.INNER_SERDE, name, Serde.class).serializer();
        if (inner instanceof EncryptingSerializer) {
            throw ourselves(SerdeConfig.INNER_SERIALIZER);
        }
        return inner;
    }

    /** As {@link #serializer}. */
    static Deserializer<?> deserializer(@Nullable Deserializer<?> given, SerdeConfig config) {
        String name = one(SerdeConfig.INNER_DESERIALIZER, given, config.innerDeserializer(), config.innerSerde());
        Deserializer<?> inner = given != null
                ? given
                : config.innerDeserializer() != null
                        ? instance(SerdeConfig.INNER_DESERIALIZER, name, Deserializer.class)
                        : instance(SerdeConfig.INNER_SERDE, name, Serde.class).deserializer();
        if (inner instanceof DecryptingDeserializer) {
            throw ourselves(SerdeConfig.INNER_DESERIALIZER);
        }
        return inner;
    }

    /** The name of the class that there is one of, unless an instance is given. */
    private static String one(String key, @Nullable Object given, @Nullable String own, @Nullable String serde) {
        long ways = Arrays.asList(given, own, serde).stream()
                .filter(Objects::nonNull)
                .count();
        if (ways != 1) {
            throw new ConfigException("Keys '" + SerdeConfig.PREFIX + key + "' and '" + SerdeConfig.PREFIX
                    + SerdeConfig.INNER_SERDE
                    + "' and an instance given to the constructor exclude each other, and one of them"
                    + " is needed; there are " + ways + ".");
        }
        return own != null ? own : serde != null ? serde : "";
    }

    private static ConfigException ourselves(String key) {
        return new ConfigException("Key '" + SerdeConfig.PREFIX + key
                + "' names the encrypting class itself. Name the one that knows the data.");
    }

    private static <T> T instance(String key, String className, Class<T> type) {
        String what = "Key '" + SerdeConfig.PREFIX + key + "': " + className;
        try {
            Object made = load(className).getDeclaredConstructor().newInstance();
            if (type.isInstance(made)) {
                return type.cast(made);
            }
            throw new ConfigException(what + " is no " + type.getSimpleName() + ".");
        } catch (ClassNotFoundException e) {
            throw new ConfigException(what + " is not there. Put its jars on the class path.");
        } catch (InvocationTargetException e) {
            throw new ConfigException(what + " could not be made ("
                    + e.getTargetException().getClass().getName() + ").");
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConfigException(
                    what + " could not be made (" + e.getClass().getName()
                            + "). It needs a public constructor without parameters, and all of its jars.");
        }
    }

    private static Class<?> load(String className) throws ClassNotFoundException {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = ofThread == null ? Inner.class.getClassLoader() : ofThread;
        return Class.forName(className, true, loader);
    }
}
