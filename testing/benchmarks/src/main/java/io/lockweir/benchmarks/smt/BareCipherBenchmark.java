package io.lockweir.benchmarks.smt;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** As many values of the same length as {@link TransformBenchmark} encrypts per record, through the cipher alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH's life cycle: the fields are set in @Setup
public class BareCipherBenchmark {

    private static final int RING = 256;

    @Param
    public Shape shape;

    private BareCipher cipher;
    private String[] clear;
    private String[] encrypted;
    private int next;

    @Setup
    public void fill() throws GeneralSecurityException {
        cipher = new BareCipher();
        clear = new String[RING];
        encrypted = new String[RING];
        for (int i = 0; i < RING; i++) {
            clear[i] = shape.text(i);
            encrypted[i] = cipher.encrypt(clear[i]);
        }
    }

    @Benchmark
    public void encrypt(Blackhole blackhole) throws GeneralSecurityException {
        for (int i = 0; i < shape.encryptedValues(); i++) {
            blackhole.consume(cipher.encrypt(clear[step()]));
        }
    }

    @Benchmark
    public void decrypt(Blackhole blackhole) throws GeneralSecurityException {
        for (int i = 0; i < shape.encryptedValues(); i++) {
            blackhole.consume(cipher.decrypt(encrypted[step()]));
        }
    }

    private int step() {
        next = (next + 1) % RING;
        return next;
    }
}
