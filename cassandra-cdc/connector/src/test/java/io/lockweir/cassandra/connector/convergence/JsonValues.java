package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From what stands in a topic back to Cassandra's bytes, by docs/cassandra.md and nothing of the connector's own code. */
final class JsonValues {
    private JsonValues() {}

    static byte[] bytes(DataType type, JsonNode value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(type, value, new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataType type, JsonNode value, DataOutputStream out) throws IOException {
        if (type instanceof ListType list) {
            parts(list.getElementType(), value, out);
        } else if (type instanceof SetType set) {
            parts(set.getElementType(), value, out);
        } else if (type instanceof MapType map) {
            entries(map, value, out);
        } else if (type instanceof UserDefinedType user) {
            for (int i = 0; i < user.getFieldTypes().size(); i++) {
                String field = user.getFieldNames().get(i).asInternal();
                part(user.getFieldTypes().get(i), value.get(field), out);
            }
        } else if (type instanceof TupleType tuple) {
            for (int i = 0; i < tuple.getComponentTypes().size(); i++) {
                part(tuple.getComponentTypes().get(i), value.get("field" + i), out);
            }
        } else if (type instanceof VectorType vector) {
            for (JsonNode element : value) {
                write(vector.getElementType(), element, out);
            }
        } else {
            ByteBuffer encoded = CodecRegistry.DEFAULT.codecFor(type).encode(object(type, value), ProtocolVersion.V5);
            out.write(Rows.bytes(Objects.requireNonNull(encoded)));
        }
    }

    private static void parts(DataType element, JsonNode array, DataOutputStream out) throws IOException {
        out.writeInt(array.size());
        for (JsonNode value : array) {
            part(element, value, out);
        }
    }

    private static void entries(MapType map, JsonNode value, DataOutputStream out) throws IOException {
        out.writeInt(value.size());
        if (value.isArray()) {
            for (JsonNode entry : value) {
                part(map.getKeyType(), entry.get("key"), out);
                part(map.getValueType(), entry.get("value"), out);
            }
        } else {
            List<String> keys = new ArrayList<>();
            value.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                part(map.getKeyType(), TextNode.valueOf(key), out);
                part(map.getValueType(), value.get(key), out);
            }
        }
    }

    private static void part(DataType type, @Nullable JsonNode value, DataOutputStream out) throws IOException {
        if (value == null || value.isNull()) {
            out.writeInt(-1);
        } else {
            byte[] bytes = bytes(type, value);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static Object object(DataType type, JsonNode value) throws IOException {
        return switch (type.getProtocolCode()) {
            case ProtocolConstants.DataType.ASCII, ProtocolConstants.DataType.VARCHAR -> value.textValue();
            case ProtocolConstants.DataType.BLOB -> ByteBuffer.wrap(value.binaryValue());
            case ProtocolConstants.DataType.BOOLEAN -> value.booleanValue();
            case ProtocolConstants.DataType.TINYINT -> (byte) value.intValue();
            case ProtocolConstants.DataType.SMALLINT -> value.shortValue();
            case ProtocolConstants.DataType.INT -> value.intValue();
            case ProtocolConstants.DataType.BIGINT -> value.longValue();
            case ProtocolConstants.DataType.VARINT -> new BigInteger(value.binaryValue());
            case ProtocolConstants.DataType.DECIMAL ->
                new BigDecimal(
                        new BigInteger(value.get("value").binaryValue()),
                        value.get("scale").intValue());
            case ProtocolConstants.DataType.FLOAT -> Float.parseFloat(value.asText());
            case ProtocolConstants.DataType.DOUBLE -> Double.parseDouble(value.asText());
            case ProtocolConstants.DataType.DATE -> LocalDate.ofEpochDay(value.intValue());
            case ProtocolConstants.DataType.TIME -> LocalTime.ofNanoOfDay(value.longValue());
            case ProtocolConstants.DataType.TIMESTAMP -> Instant.ofEpochMilli(value.longValue());
            case ProtocolConstants.DataType.UUID, ProtocolConstants.DataType.TIMEUUID ->
                UUID.fromString(value.textValue());
            case ProtocolConstants.DataType.INET -> InetAddress.getAllByName(value.textValue())[0];
            case ProtocolConstants.DataType.DURATION ->
                CqlDuration.newInstance(
                        value.get("months").intValue(),
                        value.get("days").intValue(),
                        value.get("nanoseconds").longValue());
            default -> throw new IllegalArgumentException("no type of the workload: " + type);
        };
    }
}
