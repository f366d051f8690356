package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a real broker and a real registry. Apicurio's classes are named by class name and found by the thread's class loader. */
class SerdeIT {
    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka().withRegistry());

    private static final String EMAIL = "ada@example.org";
    private static final Schema CUSTOMER = SchemaBuilder.record("Customer")
            .namespace("bank")
            .fields()
            .requiredLong("id")
            .requiredString("email")
            .optionalString("phone")
            .endRecord();

    private static URLClassLoader apicurio;
    private static ClassLoader before;

    @BeforeAll
    static void findApicurio() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(StackHome.find().converterPlugin())) {
            for (Path file : files.toList()) {
                jars.add(file.toUri().toURL());
            }
        }
        apicurio = new URLClassLoader(jars.toArray(URL[]::new), SerdeIT.class.getClassLoader());
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(apicurio);
    }

    @AfterAll
    static void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        apicurio.close();
    }

    @Test
    void wholeKeysAndValuesOnTheWayOfARealProducerAndConsumer() {
        Map<String, Object> settings = Settings.with(
                "lockweir.inner.serializer",
                StringSerializer.class.getName(),
                "lockweir.inner.deserializer",
                StringDeserializer.class.getName(),
                "lockweir.record.key.mode",
                "join",
                "lockweir.record.key.join.domain",
                "customer.key");
        try (KafkaProducer<String, String> producer = producer(settings, true)) {
            send(producer, new ProducerRecord<>("it.whole", "4711", "Ada Lovelace"));
            send(producer, new ProducerRecord<>("it.whole", "4711", null));
        }
        for (ConsumerRecord<byte[], byte[]> raw : raw("it.whole", 2)) {
            assertThat(raw.headers()).isEmpty();
            assertThat(raw.key()).startsWith(0xE1, 0x02);
            if (raw.offset() == 0) {
                assertThat(raw.value()).startsWith(0xE1, 0x01);
            } else {
                assertThat(raw.value()).isNull();
            }
        }
        List<ConsumerRecord<String, String>> read = read(settings, true, "it.whole", 2);
        assertThat(read).extracting(ConsumerRecord::key).containsExactly("4711", "4711");
        assertThat(read).extracting(ConsumerRecord::value).containsExactly("Ada Lovelace", null);
    }

    @Test
    void fieldsOfAvroRecordsAroundApicuriosSerializers() {
        Map<String, Object> settings = apicurio("lockweir.level", "field", "lockweir.fields", "email,phone");
        try (KafkaProducer<byte[], GenericRecord> producer = producer(settings, false)) {
            for (long id = 0; id < 50; id++) {
                send(producer, new ProducerRecord<>("it.fields", null, customer(id)));
            }
        }
        List<ConsumerRecord<byte[], byte[]>> raw = raw("it.fields", 50);
        assertThat(raw).allSatisfy(record -> {
            assertThat(record.value()[0]).isZero();
            assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain("ada@", "+44");
        });
        List<ConsumerRecord<byte[], GenericRecord>> read = read(settings, false, "it.fields", 50);
        for (int id = 0; id < 50; id++) {
            assertThat(read.get(id).value().toString()).isEqualTo(customer(id).toString());
        }
    }

    @Test
    void wholeAvroRecordsAroundApicuriosSerializers() throws Exception {
        String topic = "it.wholeavro";
        Map<String, Object> settings = apicurio();
        try (KafkaProducer<byte[], GenericRecord> producer = producer(settings, false)) {
            send(producer, new ProducerRecord<>(topic, null, customer(1)));
        }
        byte[] raw = raw(topic, 1).get(0).value();
        assertThat(raw).startsWith(0xE1, 0x01);
        assertThat(this.<byte[], GenericRecord>read(settings, false, topic, 1)
                        .get(0)
                        .value()
                        .toString())
                .isEqualTo(customer(1).toString());
        // What is inside is what Connect's converter reads: EncryptingConverter around it gets the same bytes.
        Converter converter =
                (Converter) converterClass().getDeclaredConstructor().newInstance();
        converter.configure(converterSettings(), false);
        try (DecryptingDeserializer<byte[]> inside = new DecryptingDeserializer<>(new ByteArrayDeserializer())) {
            inside.configure(Settings.with(), false);
            Struct seen = (Struct) converter
                    .toConnectData(topic, inside.deserialize(topic, raw))
                    .value();
            assertThat(seen.getString("email")).isEqualTo(EMAIL);
        }
    }

    @Test
    void decryptFieldsReadsOurAvroBehindConnectsConverter() throws Exception {
        String topic = "it.connect";
        Map<String, Object> settings =
                apicurio("lockweir.level", "field", "lockweir.fields", "email,phone", "lockweir.bind.fields", "id");
        try (KafkaProducer<byte[], GenericRecord> producer = producer(settings, false)) {
            send(producer, new ProducerRecord<>(topic, null, customer(7)));
        }
        byte[] message = raw(topic, 1).get(0).value();
        Converter converter =
                (Converter) converterClass().getDeclaredConstructor().newInstance();
        converter.configure(converterSettings(), false);
        try (DecryptFields.Value<SinkRecord> decrypt = new DecryptFields.Value<>()) {
            decrypt.configure(Settings.ofConnect("fields", "email,phone", "bind.fields", "id"));
            SchemaAndValue seen = converter.toConnectData(topic, message);
            assertThat(((Struct) seen.value()).getString("email")).doesNotContain("ada@");

            SinkRecord clear = decrypt.apply(new SinkRecord(topic, 0, null, null, seen.schema(), seen.value(), 0));

            assertThat(((Struct) clear.value()).getString("email")).isEqualTo(EMAIL);
            assertThat(((Struct) clear.value()).getString("phone")).isEqualTo("+44 7");
            assertThat(((Struct) clear.value()).getInt64("id")).isEqualTo(7L);
        }
    }

    @Test
    void readsWhatEncryptFieldsWroteThroughConnectsConverter() throws Exception {
        String topic = "it.encryptfields";
        Converter converter =
                (Converter) converterClass().getDeclaredConstructor().newInstance();
        converter.configure(converterSettings(), false);
        org.apache.kafka.connect.data.Schema row = org.apache.kafka.connect.data.SchemaBuilder.struct()
                .name("bank.Customer")
                .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
                .field("email", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                .field("phone", org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct customer = new Struct(row).put("id", 7L).put("email", EMAIL).put("phone", "+44 7");
        try (EncryptFields.Value<SinkRecord> encrypt = new EncryptFields.Value<>();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(broker(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            encrypt.configure(Settings.ofConnect("fields", "email,phone"));
            SinkRecord encrypted = encrypt.apply(new SinkRecord(topic, 0, null, null, row, customer, 0));
            byte[] message = converter.fromConnectData(topic, encrypted.valueSchema(), encrypted.value());
            assertThat(new String(message, StandardCharsets.ISO_8859_1)).doesNotContain("ada@");
            send(producer, new ProducerRecord<>(topic, message));
        }
        Map<String, Object> settings = apicurio("lockweir.level", "field", "lockweir.fields", "email,phone");

        GenericRecord read = this.<byte[], GenericRecord>read(settings, false, topic, 1)
                .get(0)
                .value();

        assertThat(read.get("email").toString()).isEqualTo(EMAIL);
        assertThat(read.get("phone").toString()).isEqualTo("+44 7");
        assertThat(read.get("id")).isEqualTo(7L);
    }

    @Test
    void dataKeysInATopicOfTheBroker(@TempDir Path folder) throws Exception {
        try (Admin admin = Admin.create(broker(Map.of()))) {
            admin.createTopics(
                            List.of(new NewTopic("it.deks", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        Path keks = folder.resolve("keks");
        Files.writeString(
                keks, "bank=" + Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)) + "\n");
        Map<String, Object> settings = Settings.of(
                "lockweir.inner.serde", "org.apache.kafka.common.serialization.Serdes$StringSerde",
                "lockweir.key.source", "envelope",
                "lockweir.kek", "eu",
                "lockweir.kek.eu.kms", "local",
                "lockweir.kek.eu.key", "bank",
                "lockweir.kek.eu.file", keks.toString(),
                "lockweir.kek.eu.i.know.this.is.insecure", "true",
                "lockweir.store.topic", "it.deks",
                "lockweir.store.kafka.bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        try (KafkaProducer<byte[], String> producer = producer(settings, false)) {
            send(producer, new ProducerRecord<>("it.envelope", "Ada Lovelace"));
        }
        assertThat(raw("it.deks", 1)).isNotEmpty();
        // Other settings than the writer's, so that nothing comes from a source of keys they share.
        settings.put("lockweir.dek.ttl.ms", "60000");

        List<ConsumerRecord<byte[], String>> read = read(settings, false, "it.envelope", 1);

        assertThat(read).extracting(ConsumerRecord::value).containsExactly("Ada Lovelace");
        assertThat(raw("it.envelope", 1).get(0).value()).startsWith(0xE1, 0x01);
    }

    @Test
    void aConsumerIsToldOfClearText() {
        Map<String, Object> settings = Settings.with("lockweir.inner.deserializer", StringDeserializer.class.getName());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, new ProducerRecord<>("it.clear", EMAIL.getBytes(StandardCharsets.UTF_8)));
        }
        assertThatThrownBy(() -> read(settings, false, "it.clear", 1))
                .isInstanceOf(RecordDeserializationException.class)
                .hasMessageNotContaining("ada@")
                .hasCauseInstanceOf(EncryptionFailedException.class);
    }

    private static GenericRecord customer(long id) {
        GenericRecord customer = new GenericData.Record(CUSTOMER);
        customer.put("id", id);
        customer.put("email", EMAIL);
        customer.put("phone", id % 3 == 0 ? null : "+44 " + id);
        return customer;
    }

    private static Class<?> converterClass() {
        try {
            return Class.forName("io.apicurio.registry.utils.converter.AvroConverter", true, apicurio);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> converterSettings() {
        return Map.of(
                "apicurio.registry.url",
                STACK.stack().registry().apicurioUrl().toString(),
                "apicurio.registry.auto-register",
                "true",
                "apicurio.registry.auto-register.if-exists",
                "FIND_OR_CREATE_VERSION",
                "apicurio.registry.dereference-schema",
                "true");
    }

    private static Map<String, Object> apicurio(String... keysAndValues) {
        Map<String, Object> settings = Settings.with(keysAndValues);
        settings.putAll(converterSettings());
        settings.put("lockweir.inner.serializer", "io.apicurio.registry.serde.avro.AvroKafkaSerializer");
        settings.put("lockweir.inner.deserializer", "io.apicurio.registry.serde.avro.AvroKafkaDeserializer");
        return settings;
    }

    private static Map<String, Object> broker(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        return all;
    }

    private static <K, V> KafkaProducer<K, V> producer(Map<String, Object> settings, boolean keysToo) {
        Map<String, Object> all = broker(settings);
        all.put("key.serializer", keysToo ? EncryptingSerializer.class.getName() : ByteArraySerializer.class.getName());
        all.put("value.serializer", EncryptingSerializer.class.getName());
        return new KafkaProducer<>(all);
    }

    private static <K, V> void send(KafkaProducer<K, V> producer, ProducerRecord<K, V> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> raw(String topic, int count) {
        Map<String, Object> settings = broker(Map.of("auto.offset.reset", "earliest"));
        settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
        settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
        return poll(new KafkaConsumer<>(settings), topic, count);
    }

    private <K, V> List<ConsumerRecord<K, V>> read(
            Map<String, Object> settings, boolean keysToo, String topic, int count) {
        Map<String, Object> all = broker(settings);
        all.put("auto.offset.reset", "earliest");
        all.put(
                "key.deserializer",
                keysToo ? DecryptingDeserializer.class.getName() : ByteArrayDeserializer.class.getName());
        all.put("value.deserializer", DecryptingDeserializer.class.getName());
        return poll(new KafkaConsumer<>(all), topic, count);
    }

    private static <K, V> List<ConsumerRecord<K, V>> poll(KafkaConsumer<K, V> consumer, String topic, int count) {
        try (consumer) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<ConsumerRecord<K, V>> read = new ArrayList<>();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (read.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
            }
            assertThat(read).hasSize(count);
            return read;
        }
    }
}
