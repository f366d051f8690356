package io.lockweir.demo.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.kmsserver.vault.VaultTestServer;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bank's keys in a key service: our own Vault test server, and a topic of wrapped data keys. What a person does with keys,
 * {@code lockweir-keys} does.
 */
public final class EnvelopeKeys implements AutoCloseable {
    /** Of the KEK. */
    public static final String LABEL = "vault";

    private static final String TRANSFORM = "transforms.encrypt.";
    private static final String JOIN_DOMAIN = "national-id";
    private static final String MOUNT = "transit";

    private final BankPipeline pipeline;
    private final VaultTestServer vault = VaultTestServer.start();
    private final String kek;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final KeyTool tool;

    /** What a look at a whole topic came to. */
    public record Verified(long records, long failed, long left) {
        /** Whether everything in it was encrypted, and decrypts. */
        public boolean proves() {
            return failed == 0 && left == 0;
        }
    }

    /**
     * A KEK in a fresh Vault, and no data key yet.
     *
     * @param folder of these keys alone: the tool, its configuration, and the token
     * @param settings more keys of the section, for source and sink
     */
    public EnvelopeKeys(BankPipeline pipeline, ProjectFolder project, Path folder, Map<String, String> settings)
            throws IOException {
        this.pipeline = pipeline;
        this.kek = pipeline.bank().name();
        vault.createKey("", MOUNT, kek);
        Path token = Files.createDirectories(folder).resolve("vault-token");
        Files.writeString(token, vault.token("", Duration.ZERO, Duration.ZERO));
        this.settings.putAll(section(token));
        this.settings.putAll(settings);
        this.tool = KeyTool.unzip(
                project.keyToolZip(),
                folder,
                StackHome.find().converterPlugin(),
                toolConfig(),
                pipeline.stack().environment().variables());
    }

    public VaultTestServer vault() {
        return vault;
    }

    /** Every data key is refused from now on. */
    public void revoke() {
        vault.deny("", MOUNT, kek);
    }

    public void restore() {
        vault.allow("", MOUNT, kek);
    }

    /** A new version of the KEK; what the old one wrapped goes on opening until {@link #endOldKek}. */
    public void rotateKek() {
        vault.rotate("", MOUNT, kek);
    }

    /** What any version of the KEK but the second wrapped is refused from now on. */
    public void endOldKek() {
        vault.allowFrom("", MOUNT, kek, 2);
    }

    /** The source connector with these keys in place of the keyset. */
    public ConnectorFile source() {
        return withKeys(pipeline.source(), TRANSFORM);
    }

    /** The sink connector likewise. */
    public ConnectorFile sink() {
        return withKeys(pipeline.sink(), "");
    }

    /** The key of the demo's join domain: made by people, before the first writer. */
    public void createDomain() throws IOException, InterruptedException {
        JsonNode report = tool.run("create", "domain", JOIN_DOMAIN, "--type", "string");
        if (!report.path("outcome").asText().equals("CREATED")) {
            throw new IllegalStateException("The join domain's key was not made: " + report.path("outcome"));
        }
    }

    /**
     * Wraps every data key under the newest version of the KEK; returns how many.
     *
     * @throws IllegalStateException if one could not be
     */
    public long rewrap() throws IOException, InterruptedException {
        JsonNode report = tool.run("rewrap", "--again", "demo");
        if (report.path("failed").asLong() > 0) {
            throw new IllegalStateException("lockweir-keys rewrap left data keys as they were: " + report);
        }
        return report.path("rewrapped").asLong();
    }

    /** Data keys of the store, by what they are for: the bank's namespace, or the join domain. */
    public DataKeys dataKeys() throws IOException, InterruptedException {
        long namespace = 0;
        long all = 0;
        for (JsonNode key : tool.run("list").path("data_keys")) {
            all++;
            namespace += key.path("namespace").isTextual() ? 1 : 0;
        }
        return new DataKeys(all, namespace);
    }

    /** How many there are. */
    public record DataKeys(long all, long ofNamespace) {}

    /** Reads a whole topic with a configuration of its own, and whatever KEK versions are left. */
    public Verified verify(String topic) throws IOException, InterruptedException {
        JsonNode report = tool.run("verify", topic);
        return new Verified(
                report.path("records").asLong(),
                report.path("failed").asLong(),
                report.path("left_encrypted").asLong());
    }

    private Map<String, String> section(Path token) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("key.source", "envelope");
        keys.put("kek", LABEL);
        keys.put("kek." + LABEL + ".kms", "vault");
        keys.put("kek." + LABEL + ".key", kek);
        keys.put("kek." + LABEL + ".address", vault.address().toString());
        keys.put("kek." + LABEL + ".token.file", token.toAbsolutePath().toString());
        keys.put("store", "topic");
        keys.put("store.topic", kek + ".deks");
        keys.put("store.topic.replication.factor", "1");
        keys.put("store.topic.min.insync.replicas", "1");
        keys.put("store.kafka.bootstrap.servers", pipeline.stack().kafka().bootstrapServers());
        return keys;
    }

    private ConnectorFile withKeys(ConnectorFile connector, String prefix) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        settings.forEach((key, value) -> prefixed.put(prefix + key, value));
        return connector.without(prefix + "keyset.file").with(prefixed);
    }

    /** The source's rules, keys and converters, as a file for {@code --config}. */
    private Map<String, String> toolConfig() {
        Map<String, String> config = new TreeMap<>();
        source().config().forEach((key, value) -> {
            if (key.startsWith(TRANSFORM) && !key.equals(TRANSFORM + "type")) {
                config.put(key.substring(TRANSFORM.length()), value);
            } else if (key.startsWith("key.converter") || key.startsWith("value.converter")) {
                config.put(key, value);
            }
        });
        config.put("kafka.bootstrap.servers", pipeline.stack().kafka().bootstrapServers());
        return config;
    }

    @Override
    public void close() {
        vault.close();
    }
}
