package io.lockweir.encryption.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void agreesWithJavaOnEveryCodePoint() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = Character.toString(point);
            byte[] bytes = encode(text);
            assertThat(Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)))
                    .as("U+%X", point)
                    .isTrue();
            assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(text);
        }
    }

    @Test
    void agreesWithJavaOnRandomText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(40), 0, 0x11000)
                    .map(point -> point >= 0xD800 && point < 0xE000 ? 'x' : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] bytes = encode(text);
            assertThat(bytes).as("seed %d", seed).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
            assertThat(Utf8.decode(bytes, 0, bytes.length)).as("seed %d", seed).isEqualTo(text);
        }
    }

    private static byte[] encode(String text) {
        byte[] target = new byte[(int) Utf8.longest(text)];
        return Arrays.copyOf(target, Utf8.encode(text, target, 0));
    }
}
