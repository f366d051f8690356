package io.lockweir.encryption.value;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Border values in a form that {@code equals} compares by content and bit pattern. */
public final class Values {
    private Values() {}

    public static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        } else if (value instanceof Object[] values) {
            return Arrays.stream(values).map(Values::text).toList();
        } else if (value instanceof List<?> values) {
            return values.stream().map(Values::text).toList();
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                    .collect(Collectors.toSet());
        } else if (value instanceof Float number) {
            return Float.floatToRawIntBits(number);
        } else if (value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        Object comparable = comparable(value);
        return comparable == null ? "null" : comparable.getClass().getSimpleName() + comparable;
    }
}
