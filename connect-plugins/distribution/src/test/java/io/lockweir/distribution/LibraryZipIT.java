package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip of the serializers: complete, and enough for an application that has Kafka's clients. */
class LibraryZipIT {
    @TempDir
    private Path folder;

    private List<Path> jars = List.of();

    @BeforeEach
    void unzip() throws IOException {
        jars = Plugin.unzip(Project.LIBRARY, folder).jars();
    }

    @Test
    void hasItsLibrariesAndPapers() throws IOException {
        Path home = Objects.requireNonNull(
                Objects.requireNonNull(jars.get(0).getParent()).getParent());
        try (var papers = Files.list(home.resolve("doc"))) {
            assertThat(papers.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("LICENSE", "NOTICE", "README.md", "THIRD-PARTY.txt", "serde.md");
        }
        assertThat(jars.stream().map(jar -> String.valueOf(jar.getFileName())))
                .anyMatch(jar -> jar.startsWith("lockweir-encryption-serde-"))
                .anyMatch(jar -> jar.startsWith("lockweir-topic-store-"))
                .anyMatch(jar -> jar.startsWith("lockweir-kms-"))
                .anyMatch(jar -> jar.startsWith("lockweir-registry-"))
                .anyMatch(jar -> jar.startsWith("connect-api-"))
                .noneMatch(jar -> jar.startsWith("kafka-clients-"))
                .noneMatch(jar -> jar.startsWith("slf4j-"))
                .noneMatch(jar -> jar.startsWith("avro-"))
                .noneMatch(jar -> jar.startsWith("jackson-"));
    }

    @Test
    void encryptsAndDecryptsInAnApplication() throws Exception {
        try (URLClassLoader application = application();
                Serializer<Object> writer = made(application, "EncryptingSerializer", Serializer.class);
                Deserializer<Object> reader = made(application, "DecryptingDeserializer", Deserializer.class)) {
            writer.configure(settings(Map.of()), false);
            reader.configure(settings(Map.of()), false);
            byte[] message = Objects.requireNonNull(writer.serialize("bank", "Ada Lovelace"));

            assertThat(message).startsWith(0xE1, 0x01);
            assertThat(reader.deserialize("bank", message)).isEqualTo("Ada Lovelace");

            writer.configure(settings(Map.of("lockweir.level", "field", "lockweir.fields", "email")), false);
            assertThatThrownBy(() -> writer.serialize("bank", "Ada Lovelace"))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("java.lang.String, whose fields are not known");
        }
    }

    private URLClassLoader application() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), Serializer.class.getClassLoader());
    }

    private static <T> T made(ClassLoader application, String name, Class<? super T> type)
            throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // the classes take any object
        T made = (T) type.cast(Class.forName("io.lockweir.serde." + name, true, application)
                .getDeclaredConstructor()
                .newInstance());
        return made;
    }

    private static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("lockweir.inner.serde", "org.apache.kafka.common.serialization.Serdes$StringSerde");
        settings.put("lockweir.keyset.json", Keyset.json());
        return settings;
    }
}
