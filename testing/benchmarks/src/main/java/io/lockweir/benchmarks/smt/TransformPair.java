package io.lockweir.benchmarks.smt;

import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Both transforms with the same keys, and a small ring of records for each: ever another value of the same schema. */
record TransformPair(
        Transformation<SourceRecord> encrypt,
        Transformation<SourceRecord> decrypt,
        List<SourceRecord> clear,
        List<SourceRecord> encrypted)
        implements AutoCloseable {

    static final int RING = 256;

    /** Where results go, so that none is optimised away. */
    @SuppressWarnings("UnusedVariable")
    private static volatile Object last = "";

    static TransformPair of(Shape shape, Map<String, String> settings) {
        return of(shape, settings, settings);
    }

    static TransformPair of(Shape shape, Map<String, String> encrypting, Map<String, String> decrypting) {
        Transformation<SourceRecord> encrypt = new EncryptFields.Value<>();
        encrypt.configure(encrypting);
        Transformation<SourceRecord> decrypt = new DecryptFields.Value<>();
        decrypt.configure(decrypting);
        List<SourceRecord> clear = LongStream.range(0, RING)
                .mapToObj(shape::value)
                .map(value -> new SourceRecord(null, null, "bank.public.bench", null, value.schema(), value))
                .toList();
        List<SourceRecord> encrypted = clear.stream().map(encrypt::apply).toList();
        if (!decrypt.apply(encrypted.get(0)).value().equals(clear.get(0).value())) {
            throw new IllegalStateException("The measured path does not give the record back");
        }
        return new TransformPair(encrypt, decrypt, clear, encrypted);
    }

    /** Time of so many records. */
    double nanos(Verb verb, int records) {
        Transformation<SourceRecord> transform = verb == Verb.ENCRYPT ? encrypt : decrypt;
        List<SourceRecord> ring = verb == Verb.ENCRYPT ? clear : encrypted;
        long begin = System.nanoTime();
        for (int i = 0; i < records; i++) {
            last = transform.apply(ring.get(i % RING));
        }
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {
        encrypt.close();
        decrypt.close();
    }
}
