package io.lockweir.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/**
 * Around a serializer that writes what Confluent's KafkaAvroSerializer writes: {@code 00 | int32 schema id | Avro}. Its own class is not
 * to be had here, so this one stands in for its bytes.
 */
class FramingTest {
    private static final String TOPIC = "bank.customers";
    private static final int SCHEMA_ID = 4711;
    private static final Schema SCHEMA = SchemaBuilder.record("Customer")
            .namespace("bank")
            .fields()
            .requiredLong("id")
            .requiredString("email")
            .endRecord();

    @Test
    void atFieldLevelTheFrameStaysAndTheSchemaIdIsFound() throws IOException {
        Map<String, Object> settings = settings("lockweir.level", "field", "lockweir.fields", "email");
        try (EncryptingSerializer<GenericRecord> writer = new EncryptingSerializer<>();
                DecryptingDeserializer<GenericRecord> reader = new DecryptingDeserializer<>()) {
            writer.configure(settings, false);
            reader.configure(settings, false);

            byte[] message = requireNonNull(writer.serialize(TOPIC, customer()));

            assertThat(ByteBuffer.wrap(message).get()).isZero();
            assertThat(ByteBuffer.wrap(message).getInt(1)).isEqualTo(SCHEMA_ID);
            assertThat(new FramedAvro.Reader().deserialize(TOPIC, message).get("id"))
                    .isEqualTo(1L);
            assertThat(new FramedAvro.Reader()
                            .deserialize(TOPIC, message)
                            .get("email")
                            .toString())
                    .doesNotContain("ada@");
            assertThat(requireNonNull(reader.deserialize(TOPIC, message)).toString())
                    .isEqualTo(customer().toString());
        }
    }

    @Test
    void atRecordLevelTheFrameIsInsideTheEnvelope() {
        Map<String, Object> settings = settings();
        try (EncryptingSerializer<GenericRecord> writer = new EncryptingSerializer<>();
                DecryptingDeserializer<GenericRecord> reader = new DecryptingDeserializer<>()) {
            writer.configure(settings, false);
            reader.configure(settings, false);

            byte[] message = requireNonNull(writer.serialize(TOPIC, customer()));

            assertThat(message).startsWith(0xE1, 0x01);
            assertThat(requireNonNull(reader.deserialize(TOPIC, message)).toString())
                    .isEqualTo(customer().toString());
        }
    }

    private static Map<String, Object> settings(String... keysAndValues) {
        Map<String, Object> settings = Settings.with(keysAndValues);
        settings.put("lockweir.inner.serializer", FramedAvro.class.getName());
        settings.put("lockweir.inner.deserializer", FramedAvro.Reader.class.getName());
        settings.put("framed.id", SCHEMA_ID);
        return settings;
    }

    private static GenericRecord customer() {
        GenericRecord customer = new GenericData.Record(SCHEMA);
        customer.put("id", 1L);
        customer.put("email", "ada@example.org");
        return customer;
    }

    /** Writes the frame. */
    public static final class FramedAvro implements Serializer<GenericRecord> {
        private int id;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            assertThat(settings.keySet()).noneMatch(key -> key.startsWith("lockweir."));
            id = Integer.parseInt(String.valueOf(settings.get("framed.id")));
        }

        @Override
        public byte[] serialize(String topic, GenericRecord data) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            try {
                var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
                new GenericDatumWriter<GenericRecord>(data.getSchema()).write(data, encoder);
                encoder.flush();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads it. */
        public static final class Reader implements Deserializer<GenericRecord> {
            @Override
            public GenericRecord deserialize(String topic, byte[] data) {
                try {
                    assertThat(ByteBuffer.wrap(data).getInt(1)).isEqualTo(SCHEMA_ID);
                    return new GenericDatumReader<GenericRecord>(SCHEMA)
                            .read(null, DecoderFactory.get().binaryDecoder(data, 5, data.length - 5, null));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
