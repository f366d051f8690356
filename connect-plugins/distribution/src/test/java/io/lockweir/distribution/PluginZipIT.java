package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginZipIT {

    private static final List<String> PLUGINS = Project.PLUGINS;
    private static final int JAVA_17 = 61;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("PLUGINS")
    void hasTheLayoutOfAComponent(String name) throws IOException {
        Plugin plugin = Plugin.unzip(name, folder);
        boolean program = name.equals("decrypting-sink");
        assertThat(children(plugin.folder()))
                .containsExactlyElementsOf(
                        program
                                ? List.of("bin", "doc", "lib", "manifest.json")
                                : List.of("doc", "lib", "manifest.json"));
        assertThat(children(plugin.folder().resolve("doc")))
                .containsExactly("LICENSE", "NOTICE", "README.md", "THIRD-PARTY.txt");
        assertThat(plugin.jars())
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(jar.toString()).endsWith(".jar"));
        assertThat(Files.readString(plugin.folder().resolve("doc/README.md")))
                .contains(Project.version())
                .doesNotContain("${project");
    }

    @ParameterizedTest
    @FieldSource("PLUGINS")
    void hasAManifest(String name) throws IOException {
        JsonNode manifest = new ObjectMapper()
                .readTree(Plugin.unzip(name, folder)
                        .folder()
                        .resolve("manifest.json")
                        .toFile());
        assertThat(manifest.path("name").asText()).isEqualTo("lockweir-" + name);
        assertThat(manifest.path("version").asText()).isEqualTo(Project.version());
        for (String key : List.of("title", "description", "owner", "component_types", "features", "license")) {
            assertThat(manifest.has(key)).as(key).isTrue();
        }
        assertThat(manifest.toString()).doesNotContain("${");
    }

    @ParameterizedTest
    @FieldSource("PLUGINS")
    void leavesOutWhatTheWorkerHas(String name) throws IOException {
        for (Path jar : Plugin.unzip(name, folder).jars()) {
            assertThat(fileName(jar)).doesNotMatch("(kafka-|connect-|slf4j-|log4j|logback|reload4j).*");
            try (JarFile content = new JarFile(jar.toFile())) {
                assertThat(content.stream().map(ZipEntry::getName))
                        .as(fileName(jar))
                        .noneMatch(entry -> entry.startsWith("org/apache/kafka/") || entry.startsWith("org/slf4j/"));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("PLUGINS")
    void namesTheLicenceOfEachLibrary(String name) throws IOException {
        Plugin plugin = Plugin.unzip(name, folder);
        String licences = Files.readString(plugin.folder().resolve("doc/THIRD-PARTY.txt"));
        assertThat(plugin.jars())
                .filteredOn(jar -> !fileName(jar).startsWith("lockweir-"))
                .allSatisfy(jar -> assertThat(licences).contains(":" + artifact(jar) + ":"));
        assertThat(licences).doesNotContain("Unknown license");
    }

    @ParameterizedTest
    @FieldSource("PLUGINS")
    void holdsEachLibraryOnce(String name) throws IOException {
        List<String> artifacts = Plugin.unzip(name, folder).jars().stream()
                .map(PluginZipIT::artifact)
                .toList();
        assertThat(artifacts).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("PLUGINS")
    void runsOnJava17(String name) throws IOException {
        for (Path jar : Plugin.unzip(name, folder).jars()) {
            try (JarFile content = new JarFile(jar.toFile())) {
                for (ZipEntry entry : content.stream()
                        .filter(e ->
                                e.getName().endsWith(".class") && !e.getName().startsWith("META-INF/"))
                        .limit(20)
                        .toList()) {
                    DataInputStream in = new DataInputStream(content.getInputStream(entry));
                    in.readInt();
                    in.readUnsignedShort();
                    assertThat(in.readUnsignedShort()).as(jar + " " + entry).isLessThanOrEqualTo(JAVA_17);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "encryption, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.aws.AwsKmsProvider",
        "encryption, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.vault.VaultKmsProvider",
        "encryption, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.gcp.GcpKmsProvider",
        "encryption, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.azure.AzureKmsProvider",
        "encryption, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.pkcs11.Pkcs11KmsProvider",
        "encryption, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.local.LocalKmsProvider",
        "decrypting-sink, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.aws.AwsKmsProvider",
        "decrypting-sink, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.vault.VaultKmsProvider",
        "decrypting-sink, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.gcp.GcpKmsProvider",
        "decrypting-sink, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.azure.AzureKmsProvider",
        "decrypting-sink, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.pkcs11.Pkcs11KmsProvider",
        "decrypting-sink, io.lockweir.encryption.kms.KmsProvider, io.lockweir.kms.local.LocalKmsProvider",
        "encryption, org.apache.kafka.connect.transforms.Transformation, io.lockweir.connect.EncryptFields$Value",
        "encryption, org.apache.kafka.connect.transforms.Transformation, io.lockweir.connect.EncryptFields$Key",
        "encryption, org.apache.kafka.connect.transforms.Transformation, io.lockweir.connect.DecryptFields$Value",
        "encryption, org.apache.kafka.connect.transforms.Transformation, io.lockweir.connect.DecryptFields$Key",
        "encryption, org.apache.kafka.connect.storage.Converter, io.lockweir.connect.converter.EncryptingConverter",
        "aurora-postgres, org.apache.kafka.connect.source.SourceConnector, io.lockweir.postgres.AuroraPostgresConnector",
        "cassandra, org.apache.kafka.connect.source.SourceConnector, io.lockweir.cassandra.connector.CassandraCdcSourceConnector",
        "decrypting-sink, org.apache.kafka.connect.sink.SinkConnector, io.lockweir.sink.DecryptingIcebergSinkConnector"
    })
    void namesItsPluginsAsServices(String name, String service, String type) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path jar : Plugin.unzip(name, folder).jars()) {
            try (JarFile content = new JarFile(jar.toFile())) {
                ZipEntry entry = content.getEntry("META-INF/services/" + service);
                if (entry != null) {
                    new String(content.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .forEach(lines::add);
                }
            }
        }
        assertThat(lines).contains(type);
    }

    /** Profile confluent: the client of the registry, in every zip whose plugins know the profile. */
    @ParameterizedTest
    @ValueSource(strings = {"encryption", "decrypting-sink"})
    void holdsTheClientOfTheRegistry(String name) throws IOException {
        assertThat(Plugin.unzip(name, folder).jars())
                .extracting(PluginZipIT::artifact)
                .contains("lockweir-registry", "failsafe", "gson", "protobuf-java");
    }

    @Test
    void thereAreNoOtherZips() {
        assertThat(children(folder(Project.zip("encryption"))).stream().filter(file -> file.endsWith(".zip")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(PLUGINS.stream(), Stream.of(Project.TOOL, Project.LIBRARY))
                                .map(Project::zip)
                                .map(PluginZipIT::fileName)
                                .toList());
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String artifact(Path jar) {
        return fileName(jar).replaceFirst("-\\d.*\\.jar$", "");
    }

    private static Set<String> children(Path folder) {
        String[] names = folder.toFile().list();
        return new TreeSet<>(List.of(names == null ? new String[0] : names));
    }
}
