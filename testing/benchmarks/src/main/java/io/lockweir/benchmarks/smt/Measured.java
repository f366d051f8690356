package io.lockweir.benchmarks.smt;

/** What is measured for a shape, each in forks of its own. */
enum Measured {
    PASS_THROUGH(TransformBenchmark.class, "passThrough"),
    ENCRYPT(TransformBenchmark.class, "encrypt"),
    BARE_ENCRYPT(BareCipherBenchmark.class, "encrypt"),
    DECRYPT(TransformBenchmark.class, "decrypt"),
    BARE_DECRYPT(BareCipherBenchmark.class, "decrypt");

    private final Class<?> benchmark;
    private final String method;

    Measured(Class<?> benchmark, String method) {
        this.benchmark = benchmark;
        this.method = method;
    }

    /** JMH's include pattern for exactly this method. */
    String pattern() {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
    }
}
