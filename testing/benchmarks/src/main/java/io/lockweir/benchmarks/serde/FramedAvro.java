package io.lockweir.benchmarks.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro behind the five bytes of a schema id, without a registry and with nothing made anew that can be kept: as fast as an inner
 * serializer gets, so that what is around it is not made to look small. For one thread.
 */
final class FramedAvro implements Serializer<GenericRecord>, Deserializer<GenericRecord> {
    private static final byte[] FRAME = {0, 0, 0, 0, 1};

    private final GenericDatumWriter<GenericRecord> writer;
    private final GenericDatumReader<GenericRecord> reader;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    FramedAvro(Schema schema) {
        this.writer = new GenericDatumWriter<>(schema);
        this.reader = new GenericDatumReader<>(schema);
    }

    @Override
    public byte[] serialize(String topic, GenericRecord data) {
        bytes.reset();
        bytes.writeBytes(FRAME);
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        try {
            writer.write(data, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public GenericRecord deserialize(String topic, byte[] data) {
        decoder = DecoderFactory.get().binaryDecoder(data, FRAME.length, data.length - FRAME.length, decoder);
        try {
            return reader.read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void configure(java.util.Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
