package io.lockweir.demo.confluent;

import io.lockweir.demo.proof.Ledger;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.registry.record.RecordCodec;
import io.lockweir.registry.record.RecordPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * An application that writes wires: Avro in Confluent's framing, encrypted by the rules of its subject. Keeps the account of what the broker has. Not
 * thread-safe.
 */
final class WireWriter implements AutoCloseable {
    private final KafkaProducer<Long, byte[]> producer;
    private final Map<WireTable, Integer> schemas;
    private final Map<WireTable, Ledger> ledgers;
    private final WireRecords records;
    private long written;

    /**
     * @param schemas ids of the registered schemas
     * @param ledgers get what was written
     */
    WireWriter(String bootstrap, Map<WireTable, Integer> schemas, Map<WireTable, Ledger> ledgers, WireRecords records) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5"),
                new LongSerializer(),
                new ByteArraySerializer());
        this.schemas = new EnumMap<>(schemas);
        this.ledgers = ledgers;
        this.records = records;
    }

    /** Writes one of each in turn until so many are written, and waits until the broker has them. */
    void writeUpTo(long count, RecordCodec codec) throws IOException, ExecutionException, InterruptedException {
        WireTable[] tables = WireTable.values();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (; written < count; written++) {
            WireTable table = tables[(int) (written % tables.length)];
            GenericRecord record = records.next(table, written);
            byte[] clear = Framing.joined(Framing.prefix(schemas.getOrDefault(table, 0)), body(record));
            byte[] encrypted = codec.encrypt(table.topic(), RecordPart.VALUE, clear, null)
                    .orElseThrow(() -> new IllegalStateException("No rule means " + table.topic()));
            sent.add(producer.send(new ProducerRecord<>(table.topic(), written, encrypted)));
            Objects.requireNonNull(ledgers.get(table)).audited(WireContent.written(table, record));
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private static byte[] body(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    long written() {
        return written;
    }

    @Override
    public void close() {
        producer.close();
    }
}
