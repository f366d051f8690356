package io.lockweir.benchmarks.smt;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One record per call through one transform. The records rotate through a small ring of different values, so that the
 * measured path sees what it sees in a worker: the same schema, ever another value.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH's life cycle: the fields are set in @Setup
public class TransformBenchmark {

    @Param
    public Shape shape;

    @Param
    public Treatment treatment;

    private Transformation<SourceRecord> passThrough;
    private Transformation<SourceRecord> encrypt;
    private Transformation<SourceRecord> decrypt;
    private List<SourceRecord> clear;
    private List<SourceRecord> encrypted;
    private int next;

    @Setup
    public void configure() {
        passThrough = new PassThrough<>();
        TransformPair pair = TransformPair.of(shape, treatment.encrypting(shape), treatment.decrypting(shape));
        encrypt = pair.encrypt();
        decrypt = pair.decrypt();
        clear = pair.clear();
        encrypted = pair.encrypted();
    }

    @TearDown
    public void close() {
        encrypt.close();
        decrypt.close();
    }

    @Benchmark
    public SourceRecord passThrough() {
        return passThrough.apply(clear.get(step()));
    }

    @Benchmark
    public SourceRecord encrypt() {
        return encrypt.apply(clear.get(step()));
    }

    @Benchmark
    public SourceRecord decrypt() {
        return decrypt.apply(encrypted.get(step()));
    }

    private int step() {
        next = (next + 1) % TransformPair.RING;
        return next;
    }
}
