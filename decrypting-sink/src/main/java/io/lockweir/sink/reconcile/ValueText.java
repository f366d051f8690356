package io.lockweir.sink.reconcile;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A clear key's value for people: on one line, and not endless. */
final class ValueText {
    private static final int LONGEST = 80;

    private ValueText() {}

    static String of(@Nullable Object value) {
        if (value instanceof byte[] array) {
            return shortened(HexFormat.of().formatHex(array));
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] array = new byte[buffer.remaining()];
            buffer.duplicate().get(array);
            return shortened(HexFormat.of().formatHex(array));
        }
        return shortened(String.valueOf(value).replaceAll("\\p{Cntrl}", "?"));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
