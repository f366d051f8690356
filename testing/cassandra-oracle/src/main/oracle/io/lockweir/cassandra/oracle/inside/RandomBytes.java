package io.lockweir.cassandra.oracle.inside;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.cassandra.cql3.Duration;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.CompositeType;
import org.apache.cassandra.db.marshal.DurationType;
import org.apache.cassandra.db.marshal.ListType;
import org.apache.cassandra.db.marshal.MapType;
import org.apache.cassandra.db.marshal.ReversedType;
import org.apache.cassandra.db.marshal.SetType;
import org.apache.cassandra.db.marshal.TupleType;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.serializers.MarshalException;
import org.apache.cassandra.utils.ByteBufferUtil;

/** Values of any type, with the edges of each. */
final class RandomBytes {

    private static final int MAX_KEY = 65_535;

    private final Random random;
    private final boolean full;

    /** @param full whether no value is empty */
    RandomBytes(Random random, boolean full) {
        this.random = random;
        this.full = full;
    }

    /** Of a length that a node takes: at most 65 535 bytes, else the lengths of its parts do not fit their two bytes. */
    ByteBuffer key(TableMetadata table) {
        ByteBuffer key = keyOfAnyLength(table.partitionKeyType);
        while (key.remaining() > MAX_KEY) {
            key = keyOfAnyLength(table.partitionKeyType);
        }
        return key;
    }

    private ByteBuffer keyOfAnyLength(AbstractType<?> type) {
        if (!(type instanceof CompositeType)) {
            return full(type);
        }
        List<ByteBuffer> parts = new ArrayList<>();
        int size = 0;
        for (AbstractType<?> part : type.getComponents()) {
            ByteBuffer value = full(part);
            parts.add(value);
            size += value.remaining() + 3;
        }
        ByteBuffer key = ByteBuffer.allocate(size);
        parts.forEach(part -> key.putShort((short) part.remaining()).put(part.duplicate()).put((byte) 0));
        return key.flip();
    }

    /** A value, at times an empty one if the type allows it. */
    ByteBuffer some(AbstractType<?> type) {
        if (!full && random.nextInt(20) == 0) {
            try {
                type.unwrap().validate(ByteBufferUtil.EMPTY_BYTE_BUFFER);
                return ByteBufferUtil.EMPTY_BYTE_BUFFER;
            } catch (MarshalException e) {
                // No empty values of this type: a full one.
            }
        }
        return full(type);
    }

    ByteBuffer full(AbstractType<?> type) {
        if (type instanceof ReversedType) {
            return full(((ReversedType<?>) type).baseType);
        }
        if (type instanceof ListType) {
            AbstractType<?> element = ((ListType<?>) type).getElementsType();
            List<ByteBuffer> values = new ArrayList<>();
            int size = random.nextInt(4);
            for (int i = 0; i < size; i++) {
                values.add(full(element));
            }
            return collection(values.size(), values);
        }
        if (type instanceof SetType) {
            AbstractType<?> element = ((SetType<?>) type).getElementsType();
            TreeSet<ByteBuffer> values = new TreeSet<>(element);
            int size = random.nextInt(4);
            for (int i = 0; i < size; i++) {
                values.add(full(element));
            }
            return collection(values.size(), new ArrayList<>(values));
        }
        if (type instanceof MapType) {
            return map((MapType<?, ?>) type);
        }
        if (type instanceof TupleType) {
            return tuple((TupleType) type);
        }
        if (type.getClass().getSimpleName().equals("VectorType")) {
            return vector(type);
        }
        return simple(type);
    }

    private ByteBuffer map(MapType<?, ?> type) {
        TreeMap<ByteBuffer, ByteBuffer> entries = new TreeMap<>(type.getKeysType());
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            entries.put(full(type.getKeysType()), full(type.getValuesType()));
        }
        List<ByteBuffer> values = new ArrayList<>();
        entries.forEach((key, value) -> {
            values.add(key);
            values.add(value);
        });
        return collection(entries.size(), values);
    }

    private ByteBuffer tuple(TupleType type) {
        List<ByteBuffer> values = new ArrayList<>();
        int size = random.nextInt(5) == 0 ? 1 + random.nextInt(type.size()) : type.size();
        for (int i = 0; i < size; i++) {
            values.add(random.nextInt(5) == 0 ? null : full(type.type(i)));
        }
        return parts(ByteBuffer.allocate(0), values);
    }

    private static ByteBuffer collection(int size, List<ByteBuffer> values) {
        return parts(ByteBuffer.allocate(4).putInt(size).flip(), values);
    }

    private static ByteBuffer parts(ByteBuffer head, List<ByteBuffer> values) {
        int bytes = head.remaining();
        for (ByteBuffer value : values) {
            bytes += 4 + (value == null ? 0 : value.remaining());
        }
        ByteBuffer all = ByteBuffer.allocate(bytes).put(head);
        for (ByteBuffer value : values) {
            if (value == null) {
                all.putInt(-1);
            } else {
                all.putInt(value.remaining()).put(value.duplicate());
            }
        }
        return all.flip();
    }

    /** By reflection, for 4.1 has no vectors. */
    private ByteBuffer vector(AbstractType<?> type) {
        try {
            AbstractType<?> element = (AbstractType<?>) type.getClass().getField("elementType").get(type);
            int dimension = type.getClass().getField("dimension").getInt(type);
            boolean fixed = element.valueLengthIfFixed() >= 0;
            ByteBuffer all = ByteBuffer.allocate(1 << 20);
            for (int i = 0; i < dimension; i++) {
                ByteBuffer value = full(element);
                if (!fixed) {
                    vint(all, value.remaining());
                }
                all.put(value);
            }
            return ByteBuffer.wrap(ByteBufferUtil.getArray(all.flip()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void vint(ByteBuffer target, int length) {
        if (length < 128) {
            target.put((byte) length);
        } else if (length < 1 << 14) {
            target.put((byte) (0x80 | length >> 8)).put((byte) length);
        } else {
            target.put((byte) (0xC0 | length >> 16)).put((byte) (length >> 8)).put((byte) length);
        }
    }

    private ByteBuffer simple(AbstractType<?> type) {
        switch (type.getClass().getSimpleName()) {
            case "AsciiType":
                return text(0x20, 0x7E);
            case "UTF8Type":
                return random.nextInt(500) == 0 ? bytes(200 + random.nextInt(20_000), true) : text(0x20, 0x2FFF);
            case "BytesType":
                return bytes(random.nextInt(500) == 0 ? random.nextInt(100_000) : random.nextInt(40), false);
            case "BooleanType":
                return ByteBuffer.wrap(new byte[] {(byte) random.nextInt(2)});
            case "ByteType":
                return bytes(1, false);
            case "ShortType":
                return bytes(2, false);
            case "Int32Type", "FloatType", "SimpleDateType":
                return edge(4);
            case "LongType", "DoubleType", "CounterColumnType", "TimestampType":
                return edge(8);
            case "TimeType":
                return ByteBuffer.allocate(8).putLong(0, (long) (random.nextDouble() * 86_399_999_999_999L));
            case "IntegerType":
                return ByteBuffer.wrap(new BigInteger(1 + random.nextInt(200), random).subtract(BigInteger.TEN).toByteArray());
            case "DecimalType":
                byte[] unscaled = new BigInteger(1 + random.nextInt(100), random).negate().toByteArray();
                return ByteBuffer.allocate(4 + unscaled.length).putInt(random.nextInt(60) - 30).put(unscaled).flip();
            case "UUIDType":
                return ByteBuffer.allocate(16).putLong(0, random.nextLong() & ~0xF000L | 0x4000L).putLong(8, variant());
            case "TimeUUIDType":
                return ByteBuffer.allocate(16).putLong(0, random.nextLong() & ~0xF000L | 0x1000L).putLong(8, variant());
            case "InetAddressType":
                return bytes(random.nextBoolean() ? 4 : 16, false);
            case "DurationType":
                int sign = random.nextBoolean() ? 1 : -1;
                return DurationType.instance.decompose(Duration.newInstance(
                        sign * random.nextInt(1000), sign * random.nextInt(1000), sign * (random.nextLong() >>> 2)));
            default:
                throw new IllegalStateException("no random values of " + type.getClass());
        }
    }

    private long variant() {
        return random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    }

    private ByteBuffer edge(int size) {
        ByteBuffer value = ByteBuffer.allocate(size);
        switch (random.nextInt(10)) {
            case 0:
                return value;
            case 1:
                value.put(0, (byte) 0x80);
                return value;
            case 2:
                for (int i = 0; i < size; i++) {
                    value.put(i, (byte) (i == 0 ? 0x7F : 0xFF));
                }
                return value;
            default:
                return bytes(size, false);
        }
    }

    private ByteBuffer text(int from, int to) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.append((char) (from + random.nextInt(to - from)));
        }
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ByteBuffer bytes(int length, boolean letters) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; letters && i < length; i++) {
            bytes[i] = (byte) ('a' + (bytes[i] & 0xF));
        }
        return ByteBuffer.wrap(bytes);
    }
}
