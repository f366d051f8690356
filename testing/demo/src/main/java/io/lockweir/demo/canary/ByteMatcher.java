package io.lockweir.demo.canary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.IntConsumer;

/**
 * Finds all occurrences of many byte patterns in one pass: Aho and Corasick, "Efficient string matching" (CACM 1975), as a
 * full transition table. Immutable; the cost per byte does not depend on the number of patterns.
 */
final class ByteMatcher {
    private static final int ALPHABET = 256;

    private final int[] next;
    /** Pattern that ends in this state, or -1; shorter ones that end here too are reached over {@link #shorter}. */
    private final int[] pattern;

    private final int[] shorter;

    ByteMatcher(List<byte[]> patterns) {
        int capacity = 1 + patterns.stream().mapToInt(bytes -> bytes.length).sum();
        next = new int[capacity * ALPHABET];
        pattern = new int[capacity];
        shorter = new int[capacity];
        Arrays.fill(pattern, -1);
        int states = 1;
        for (int id = 0; id < patterns.size(); id++) {
            states = insert(patterns.get(id), id, states);
        }
        link(states);
    }

    private int insert(byte[] bytes, int id, int states) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("An empty pattern is everywhere");
        }
        int state = 0;
        int created = states;
        for (byte b : bytes) {
            int edge = state * ALPHABET + (b & 0xff);
            if (next[edge] == 0) {
                next[edge] = created++;
            }
            state = next[edge];
        }
        if (pattern[state] < 0) {
            pattern[state] = id;
        }
        return created;
    }

    /** Breadth first: the failure link of a state is shallower, so its row is complete when it is copied. */
    private void link(int states) {
        int[] failure = new int[states];
        Queue<Integer> queue = new ArrayDeque<>();
        List<Integer> firsts = new ArrayList<>();
        for (int b = 0; b < ALPHABET; b++) {
            if (next[b] != 0) {
                firsts.add(next[b]);
            }
        }
        queue.addAll(firsts);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int fallback = failure[state];
            shorter[state] = pattern[fallback] >= 0 ? fallback : shorter[fallback];
            for (int b = 0; b < ALPHABET; b++) {
                int edge = state * ALPHABET + b;
                int target = next[fallback * ALPHABET + b];
                if (next[edge] == 0) {
                    next[edge] = target;
                } else {
                    failure[next[edge]] = target;
                    queue.add(next[edge]);
                }
            }
        }
    }

    Pass pass(IntConsumer found) {
        return new Pass(found);
    }

    /** One stream of bytes, fed in pieces of any size. Not thread-safe. */
    final class Pass {
        private final IntConsumer found;
        private int state;

        private Pass(IntConsumer found) {
            this.found = found;
        }

        void feed(byte[] bytes, int length) {
            int current = state;
            for (int i = 0; i < length; i++) {
                current = next[current * ALPHABET + (bytes[i] & 0xff)];
                if (pattern[current] >= 0 || shorter[current] != 0) {
                    report(current);
                }
            }
            state = current;
        }

        private void report(int end) {
            for (int at = end; at != 0; at = shorter[at]) {
                if (pattern[at] >= 0) {
                    found.accept(pattern[at]);
                }
            }
        }
    }
}
