package io.lockweir.connect.converter;

import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** An inner converter that fails as configured, quoting what it was given as careless converters do. */
public final class FailingConverter implements Converter {
    static final AtomicInteger CLOSED = new AtomicInteger();

    private String failure = "";

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        failure = String.valueOf(settings.get("failure"));
    }

    @Override
    public byte[] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        throw failure(String.valueOf(value));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        throw failure(value == null ? "null" : new String(value, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public byte[] fromConnectData(
            String topic, @Nullable Headers headers, @Nullable Schema schema, @Nullable Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public void close() {
        CLOSED.incrementAndGet();
    }

    private RuntimeException failure(String value) {
        return switch (failure) {
            case "data" -> new DataException("can't convert " + value, new IllegalArgumentException(value));
            case "registry" -> new DataException("can't convert " + value, new ConnectException("registry is down"));
            case "retriable" -> new RetriableException("later: " + value);
            default -> new IllegalStateException(value);
        };
    }
}
