package io.lockweir.benchmarks.serde;

import io.lockweir.serde.DecryptingDeserializer;
import io.lockweir.serde.EncryptingSerializer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One Avro record of three fields per call, one of them of 28 characters; ever another of a small ring. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH's life cycle: the fields are set in @Setup
public class SerdeBenchmark {
    private static final int RING = 256;
    private static final String TOPIC = "bank.public.bench";
    private static final Schema SCHEMA = SchemaBuilder.record("Value")
            .namespace("bank.customers")
            .fields()
            .requiredLong("id")
            .optionalString("email")
            .requiredLong("updated")
            .endRecord();

    @Param
    public Around around;

    private Serializer<GenericRecord> writer;
    private Deserializer<GenericRecord> reader;
    private List<GenericRecord> records;
    private List<byte[]> messages;
    private int next;

    @Setup
    public void configure() {
        writer = new FramedAvro(SCHEMA);
        reader = new FramedAvro(SCHEMA);
        if (around != Around.NOTHING) {
            writer = new EncryptingSerializer<>(writer);
            reader = new DecryptingDeserializer<>(reader);
            writer.configure(around.settings(), false);
            reader.configure(around.settings(), false);
        }
        records = LongStream.range(0, RING).mapToObj(SerdeBenchmark::value).toList();
        messages =
                records.stream().map(record -> writer.serialize(TOPIC, record)).toList();
        if (!reader.deserialize(TOPIC, messages.get(0))
                .toString()
                .equals(records.get(0).toString())) {
            throw new IllegalStateException("The measured path does not give the record back");
        }
    }

    @TearDown
    public void close() {
        writer.close();
        reader.close();
    }

    @Benchmark
    public byte[] write() {
        return writer.serialize(TOPIC, records.get(step()));
    }

    @Benchmark
    public GenericRecord read() {
        return reader.deserialize(TOPIC, messages.get(step()));
    }

    private int step() {
        next = (next + 1) % RING;
        return next;
    }

    private static GenericRecord value(long seed) {
        GenericRecord value = new GenericData.Record(SCHEMA);
        value.put("id", seed);
        value.put(
                "email",
                "%016x@lockweir.ba".formatted(seed * 0x9E3779B97F4A7C15L).substring(0, 28));
        value.put("updated", seed + 1);
        return value;
    }
}
