package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the applications of docs/examples/serde and runs them on a real broker. */
class ExamplesIT {
    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka().withRegistry());

    private static final int CUSTOMERS = 40;

    @TempDir
    static Path folder;

    private static ClassLoader examples;
    private static Path keyset;

    @BeforeAll
    static void compile() throws IOException {
        Path sources = Path.of("..", "..", "docs", "examples", "serde");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of(
                "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-Xlint:all", "-proc:none"));
        try (Stream<Path> files = Files.list(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
        }
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        examples = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ExamplesIT.class.getClassLoader());
        keyset = folder.resolve("keyset" + File.separator + "keys.json");
        Files.createDirectories(keyset.getParent());
        Files.writeString(keyset, Settings.keyset(1));
    }

    @Test
    void plainClientsAndTheStreamsApplication() throws Exception {
        String bootstrap = STACK.stack().kafka().bootstrapServers();
        create("customers", "customers-by-domain");
        Map<?, ?> settings = (Map<?, ?>) call("PlainClients", "settings", bootstrap, keyset);
        call("PlainClients", "produce", settings, "customers", CUSTOMERS);

        List<?> read = (List<?>) call("PlainClients", "consume", settings, "customers", CUSTOMERS);

        assertThat(read).hasSize(CUSTOMERS);
        ConsumerRecord<?, ?> last = (ConsumerRecord<?, ?>) read.get(CUSTOMERS - 1);
        assertThat(last.key()).isEqualTo("customer-39");
        assertThat(((JsonNode) last.value()).get("phones").get(1).textValue()).isEqualTo("+41 39");

        try (AutoCloseable streams = (AutoCloseable) call(
                "CustomersByDomain",
                "start",
                bootstrap,
                keyset,
                "customers",
                "customers-by-domain",
                folder.resolve("state"))) {
            assertThat(streams).isNotNull();
            assertThat(count()).isEqualTo(CUSTOMERS);
        }
        List<ConsumerRecord<byte[], byte[]>> all = all(bootstrap);
        assertThat(all.stream().map(ConsumerRecord::topic).distinct())
                .anyMatch(topic -> topic.endsWith("-repartition"))
                .anyMatch(topic -> topic.endsWith("-changelog"))
                .contains("customers", "customers-by-domain");
        assertThat(all).allSatisfy(record -> {
            assertThat(record.key()).startsWith(0xE1, 0x02);
            assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("example.org", "+44", "Customer");
        });
    }

    /** The count of the one domain there is, once it is that of all customers. */
    private static long count() {
        EncryptedSerde<String> domains = new EncryptedSerde<>(Serdes.String());
        domains.configure(Settings.with("lockweir.mode", "join", "lockweir.join.domain", "mail-domain"), true);
        EncryptedSerde<Long> counts = new EncryptedSerde<>(Serdes.Long());
        counts.configure(Settings.with(), false);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                STACK.stack().kafka().bootstrapServers(),
                "auto.offset.reset",
                "earliest",
                "group.id",
                "counts"));
        long found = 0;
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        try (KafkaConsumer<String, Long> consumer =
                new KafkaConsumer<>(settings, domains.deserializer(), counts.deserializer())) {
            consumer.subscribe(List.of("customers-by-domain"));
            while (found < CUSTOMERS && System.nanoTime() < end) {
                for (ConsumerRecord<String, Long> each : consumer.poll(Duration.ofSeconds(1))) {
                    assertThat(each.key()).isEqualTo("example.org");
                    found = each.value();
                }
            }
        }
        return found;
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String bootstrap) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "group.id", "all");
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(java.util.regex.Pattern.compile("customers.*"));
            long quiet = 0;
            while (quiet < 8) {
                int before = read.size();
                consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
                quiet = read.size() == before && before > 0 ? quiet + 4 : quiet + 1;
            }
        }
        return read;
    }

    private static void create(String... topics) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", STACK.stack().kafka().bootstrapServers()))) {
            admin.createTopics(Stream.of(topics)
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
            assertThat(admin.listTopics().names().get()).containsAll(Set.of(topics));
        }
    }

    private static Object call(String className, String method, Object... arguments) throws Exception {
        Class<?> example = Class.forName("io.lockweir.examples." + className, true, examples);
        return Stream.of(example.getMethods())
                .filter(each -> each.getName().equals(method) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow()
                .invoke(null, arguments);
    }
}
