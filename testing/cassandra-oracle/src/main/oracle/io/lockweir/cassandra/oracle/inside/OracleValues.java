package io.lockweir.cassandra.oracle.inside;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.apache.cassandra.db.context.CounterContext;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.ByteBufferAccessor;
import org.apache.cassandra.db.marshal.ListType;
import org.apache.cassandra.db.marshal.MapType;
import org.apache.cassandra.db.marshal.SetType;
import org.apache.cassandra.db.marshal.TupleType;
import org.apache.cassandra.cql3.Duration;
import org.apache.cassandra.utils.ByteBufferUtil;

/** What Cassandra takes the bytes of a value for, as text. */
final class OracleValues {

    private OracleValues() {}

    static void append(StringBuilder text, AbstractType<?> type, ByteBuffer bytes) {
        if (type.isCounter()) {
            text.append(bytes.hasRemaining() ? CounterContext.instance().total(bytes, ByteBufferAccessor.instance) : "null");
            return;
        }
        String name = type.getClass().getSimpleName();
        if (!bytes.hasRemaining() && !name.equals("UTF8Type") && !name.equals("AsciiType") && !name.equals("BytesType")) {
            text.append("null");
            return;
        }
        object(text, type, type.compose(bytes));
    }

    private static void object(StringBuilder text, AbstractType<?> type, Object value) {
        if (value == null) {
            text.append("null");
        } else if (type instanceof ListType) {
            collection(text, ((ListType<?>) type).getElementsType(), (Collection<?>) value);
        } else if (type instanceof SetType) {
            collection(text, ((SetType<?>) type).getElementsType(), (Collection<?>) value);
        } else if (type instanceof MapType) {
            text.append('{');
            ((Map<?, ?>) value).forEach((key, element) -> {
                object(text, ((MapType<?, ?>) type).getKeysType(), key);
                text.append(':');
                object(text, ((MapType<?, ?>) type).getValuesType(), element);
                text.append(' ');
            });
            text.append('}');
        } else if (type instanceof TupleType) {
            tuple(text, (TupleType) type, ((ByteBuffer) value).duplicate());
        } else if (type.getClass().getSimpleName().equals("VectorType")) {
            collection(text, element(type), (Collection<?>) value);
        } else {
            simple(text, type, value);
        }
    }

    private static AbstractType<?> element(AbstractType<?> vector) {
        try {
            return (AbstractType<?>) vector.getClass().getField("elementType").get(vector);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collection(StringBuilder text, AbstractType<?> element, Collection<?> values) {
        text.append('[');
        values.forEach(value -> {
            object(text, element, value);
            text.append(' ');
        });
        text.append(']');
    }

    private static void tuple(StringBuilder text, TupleType type, ByteBuffer in) {
        text.append('[');
        for (int i = 0; i < type.size(); i++) {
            int length = in.hasRemaining() ? in.getInt() : -1;
            if (length < 0) {
                text.append("null");
            } else {
                ByteBuffer part = in.duplicate();
                part.limit(part.position() + length);
                in.position(in.position() + length);
                append(text, type.type(i), part);
            }
            text.append(' ');
        }
        text.append(']');
    }

    private static void simple(StringBuilder text, AbstractType<?> type, Object value) {
        switch (type.getClass().getSimpleName()) {
            case "BytesType" -> text.append(ByteBufferUtil.bytesToHex((ByteBuffer) value));
            case "InetAddressType" -> text.append(((java.net.InetAddress) value).getHostAddress());
            case "TimestampType" -> text.append(((Date) value).getTime());
            case "SimpleDateType" -> text.append(((Integer) value) - Integer.MIN_VALUE);
            case "DurationType" -> {
                Duration duration = (Duration) value;
                text.append(duration.getMonths()).append('m').append(duration.getDays()).append('d').append(duration.getNanoseconds());
            }
            case "DecimalType" -> {
                java.math.BigDecimal decimal = (java.math.BigDecimal) value;
                text.append(decimal.unscaledValue()).append('e').append(decimal.scale());
            }
            default -> text.append(value);
        }
    }
}
