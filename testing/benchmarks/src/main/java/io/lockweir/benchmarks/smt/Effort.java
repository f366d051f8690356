package io.lockweir.benchmarks.smt;

/**
 * How long is measured.
 *
 * @param rounds forks per measured thing, alternating
 * @param warmups iterations of a fork that do not count
 * @param iterations of a fork that count
 */
public record Effort(int rounds, int warmups, int iterations, int iterationMillis) {

    public Effort {
        if (rounds < 1 || warmups < 1 || iterations < 1 || iterationMillis < 1) {
            throw new IllegalArgumentException("rounds, warm-ups, iterations and their length are at least 1");
        }
    }

    public static Effort full(int rounds) {
        return new Effort(rounds, 6, 9, 300);
    }

    /** A look, not a number to publish. */
    public static Effort quick(int rounds) {
        return new Effort(rounds, 4, 5, 200);
    }

    /** The compiler shares the processors with the measured threads: among eight of them it needs as many times as long. */
    int warmups(int threads) {
        return warmups * threads;
    }
}
