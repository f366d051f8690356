package io.lockweir.demo.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteMatcherTest {
    @Test
    void findsPatternsThatOverlapOrLieInEachOther() {
        assertThat(search(List.of("he", "she", "his", "hers"), "ushers")).containsExactly(1, 0, 3);
    }

    @Test
    void findsAPatternAcrossPieces() {
        ByteMatcher matcher = new ByteMatcher(List.of(bytes("canary")));
        List<Integer> found = new ArrayList<>();
        ByteMatcher.Pass pass = matcher.pass(found::add);
        for (byte b : bytes("a cacanary!")) {
            pass.feed(new byte[] {b}, 1);
        }
        assertThat(found).containsExactly(0);
    }

    @Test
    void refusesAnEmptyPattern() {
        assertThatThrownBy(() -> new ByteMatcher(List.of(new byte[0]))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesWithANaiveSearch() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<String> patterns = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String pattern = text(random, 1 + random.nextInt(5));
                if (!patterns.contains(pattern)) {
                    patterns.add(pattern);
                }
            }
            String text = text(random, 60);
            assertThat(search(patterns, text)).as("seed %d", seed).hasSameElementsAs(naive(patterns, text));
            assertThat(search(patterns, text)).as("seed %d", seed).hasSameSizeAs(naive(patterns, text));
        }
    }

    private static List<Integer> search(List<String> patterns, String text) {
        List<Integer> found = new ArrayList<>();
        new ByteMatcher(patterns.stream().map(ByteMatcherTest::bytes).toList())
                .pass(found::add)
                .feed(bytes(text), text.length());
        return found;
    }

    private static List<Integer> naive(List<String> patterns, String text) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            for (int id = 0; id < patterns.size(); id++) {
                if (text.startsWith(patterns.get(id), at)) {
                    found.add(id);
                }
            }
        }
        return found;
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
