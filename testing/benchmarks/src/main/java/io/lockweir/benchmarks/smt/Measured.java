package io.lockweir.benchmarks.smt;

/**
 * One thing that is measured, in a fork of its own per round.
 *
 * @param label for the progress lines
 * @param treatment how the transforms encrypt; the bare ciphers do not look at it
 */
record Measured(String label, Class<?> benchmark, String method, Shape shape, Treatment treatment, int threads) {

    static Measured passThrough(Shape shape) {
        return new Measured("PASS_THROUGH", TransformBenchmark.class, "passThrough", shape, Treatment.RANDOM, 1);
    }

    static Measured transform(Verb verb, Shape shape, Treatment treatment) {
        String label = verb.name() + " " + treatment.label();
        return new Measured(label, TransformBenchmark.class, verb.label(), shape, treatment, 1);
    }

    static Measured bareCipher(Verb verb, Shape shape) {
        return new Measured("BARE_" + verb, BareCipherBenchmark.class, verb.label(), shape, Treatment.RANDOM, 1);
    }

    static Measured bareSiv(Verb verb, Shape shape) {
        return new Measured("BARE_SIV_" + verb, BareSivBenchmark.class, verb.label(), shape, Treatment.JOIN, 1);
    }

    Measured onThreads(int number) {
        return new Measured(
                number == threads ? label : label + " x" + number, benchmark, method, shape, treatment, number);
    }

    /** JMH's include pattern for exactly this method. */
    String pattern() {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
    }

    /** Whether the benchmark has the parameter for the treatment. */
    boolean treats() {
        return benchmark == TransformBenchmark.class;
    }
}
