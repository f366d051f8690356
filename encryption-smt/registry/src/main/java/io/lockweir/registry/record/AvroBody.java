package io.lockweir.registry.record;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.registry.avro.AvroFields;
import io.lockweir.registry.rule.FieldCipher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Avro's binary encoding. Readers and writers are kept, one for a thread at a time. */
final class AvroBody implements Body {
    private final Schema schema;
    private final AvroFields fields;
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();

    AvroBody(Schema schema, AvroFields fields) {
        this.schema = schema;
        this.fields = fields;
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public List<String> clearBranches() {
        return fields.clearBranches();
    }

    @Override
    public byte[] turned(byte[] body, FieldCipher cipher) {
        @Nullable Worker ready = idle.poll();
        Worker worker = ready == null ? new Worker(schema) : ready;
        byte[] turned = worker.write(fields.turned(worker.read(body), cipher));
        // One that failed on the way is not taken again: its buffers may hold half a record.
        idle.add(worker);
        return turned;
    }

    /** For one thread. */
    private static final class Worker {
        private final GenericDatumReader<GenericRecord> reader;
        private final GenericDatumWriter<GenericRecord> writer;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        private @Nullable BinaryDecoder decoder;

        Worker(Schema schema) {
            // Without conversions of logical types: what is not meant goes through as it is.
            GenericData plain = new GenericData();
            reader = new GenericDatumReader<>(schema, schema, plain);
            writer = new GenericDatumWriter<>(schema, plain);
        }

        GenericRecord read(byte[] body) {
            try {
                BinaryDecoder from = DecoderFactory.get().binaryDecoder(body, decoder);
                decoder = from;
                GenericRecord record = reader.read(null, from);
                if (from.isEnd()) {
                    return record;
                }
            } catch (IOException
                    | AvroRuntimeException
                    | IndexOutOfBoundsException
                    | UnsupportedOperationException
                    | NegativeArraySizeException e) {
                // Said below, without the cause, which may quote the record.
                throw noBody();
            }
            throw noBody();
        }

        byte[] write(GenericRecord record) {
            try {
                out.reset();
                writer.write(record, encoder);
                encoder.flush();
                return out.toByteArray();
            } catch (IOException | AvroRuntimeException e) {
                throw new EnvelopeException(Reason.MALFORMED, "The record could not be written as Avro again");
            }
        }

        private static EnvelopeException noBody() {
            return new EnvelopeException(
                    Reason.MALFORMED,
                    "The body is no Avro of the schema that the record names: it was cut, changed, or its payload is"
                            + " encrypted by a rule that the schema does not have");
        }
    }
}
