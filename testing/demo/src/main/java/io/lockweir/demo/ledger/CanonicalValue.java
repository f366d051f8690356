package io.lockweir.demo.ledger;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.GettableByIndex;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import io.lockweir.demo.ledger.LedgerColumn.Elements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/**
 * One text for a value, whether the driver read it from Cassandra or Iceberg's generic reader from the lake: equal exactly if the values are.
 * Decimals compare as numbers, since a column of the lake has one scale.
 */
final class CanonicalValue {
    private static final String NULL = "-;";

    private CanonicalValue() {}

    /** Null where a query sees nothing: of a collection or a user type that is not frozen, empty is the same. */
    static @Nullable String of(@Nullable Object value, Elements elements) {
        List<String> parts = parts(value, elements);
        if (value == null || (parts != null && parts.stream().allMatch(NULL::equals))) {
            return null;
        }
        return parts == null ? single(value) : String.join("", parts);
    }

    private static String nested(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        List<String> parts = parts(value, Elements.ORDERED);
        String text = parts == null ? single(value) : String.join("", parts);
        return text.length() + ":" + text;
    }

    /** The texts of a value's parts, each with its length; null if it has no parts. */
    private static @Nullable List<String> parts(@Nullable Object value, Elements elements) {
        if (value instanceof Map<?, ?> map) {
            return sorted(map.entrySet().stream().map(entry -> pair(entry.getKey(), entry.getValue())));
        }
        if (value instanceof CqlVector<?> vector) {
            return vector.stream().map(CanonicalValue::nested).toList();
        }
        if (value instanceof Collection<?> list) {
            Stream<String> texts = list.stream().map(CanonicalValue::nested);
            return elements == Elements.ANY_ORDER ? sorted(texts) : texts.toList();
        }
        return fields(value);
    }

    private static @Nullable List<String> fields(@Nullable Object value) {
        if (value instanceof UdtValue user) {
            return fields(user, user.getType().getFieldNames().size());
        }
        if (value instanceof TupleValue tuple) {
            return fields(tuple, tuple.getType().getComponentTypes().size());
        }
        if (value instanceof CqlDuration duration) {
            return Stream.of(duration.getMonths(), duration.getDays(), duration.getNanoseconds())
                    .map(CanonicalValue::nested)
                    .toList();
        }
        if (value instanceof StructLike struct) {
            return IntStream.range(0, struct.size())
                    .mapToObj(i -> nested(struct.get(i, Object.class)))
                    .toList();
        }
        return null;
    }

    private static List<String> fields(GettableByIndex value, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(nested(value.getObject(i)));
        }
        return texts;
    }

    /** As of a structure of key and value: that is what a map is whose keys are no texts. */
    private static String pair(@Nullable Object key, @Nullable Object value) {
        String text = nested(key) + nested(value);
        return text.length() + ":" + text;
    }

    private static List<String> sorted(Stream<String> texts) {
        return texts.sorted().collect(Collectors.toList());
    }

    private static String single(Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof BigInteger number) {
            return single(new BigDecimal(number));
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return HexFormat.of().formatHex(copy);
        }
        if (value instanceof Instant time) {
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        }
        if (value instanceof LocalDateTime time) {
            return single(time.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof LocalTime time) {
            return Long.toString(time.toNanoOfDay());
        }
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        return value.toString();
    }
}
