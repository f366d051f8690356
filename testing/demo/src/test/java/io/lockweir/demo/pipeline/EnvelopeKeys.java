package io.lockweir.demo.pipeline;

import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.DekStores;
import io.lockweir.encryption.keys.DomainKeys;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KekConfig;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The bank's keys in a key service: our own Vault test server, and a topic of wrapped data keys. */
final class EnvelopeKeys implements AutoCloseable {
    static final String LABEL = "vault";
    /** How long a data key is used before its KEK is asked again. */
    static final Duration TTL = Duration.ofSeconds(3);
    /** How much longer while Vault cannot be reached. */
    static final Duration MAX_STALE = Duration.ofSeconds(42);

    private static final String MOUNT = "transit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VaultTestServer vault = VaultTestServer.start();
    private final String kek;
    private final String token;
    private final Map<String, String> store;

    EnvelopeKeys(BankPipeline pipeline) {
        this.kek = pipeline.bank().name();
        this.token = vault.token("", Duration.ZERO, Duration.ZERO);
        this.store = Map.of(
                "topic",
                kek + ".deks",
                "topic.replication.factor",
                "1",
                "topic.min.insync.replicas",
                "1",
                "kafka.bootstrap.servers",
                pipeline.stack().kafka().bootstrapServers());
        vault.createKey("", MOUNT, kek);
    }

    VaultTestServer vault() {
        return vault;
    }

    void revoke() {
        vault.deny("", MOUNT, kek);
    }

    void restore() {
        vault.allow("", MOUNT, kek);
    }

    /** A new version of the KEK; what the old one wrapped goes on opening. */
    void rotateKek() {
        vault.rotate("", MOUNT, kek);
    }

    /** What the bank's connectors are told in place of the keyset's file. */
    ConnectorFile of(ConnectorFile connector, String prefix) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("key.source", "envelope");
        keys.put("key.wait.ms", "1000");
        keys.put("dek.ttl.ms", Long.toString(TTL.toMillis()));
        keys.put("dek.max.stale.ms", Long.toString(MAX_STALE.toMillis()));
        keys.put("kek", LABEL);
        keys.put("kek." + LABEL + ".kms", "vault");
        keys.put("kek." + LABEL + ".key", kek);
        settings().forEach((key, value) -> keys.put("kek." + LABEL + "." + key, value));
        keys.put("store", "topic");
        store.forEach((key, value) -> keys.put("store." + key, value));
        Map<String, String> prefixed = new LinkedHashMap<>();
        keys.forEach((key, value) -> prefixed.put(prefix + key, value));
        return connector.without(prefix + "keyset.file").with(prefixed);
    }

    /** The key of the demo's join domain: made by people, before the first writer. */
    void createDomain() {
        try (Keks keks = keks();
                DekStore topic = open()) {
            Scope.Join domain = new Scope.Join(JoinDomain.of("national-id", ValueType.STRING));
            DomainKeys.create(domain, keks.all(), topic, Clock.systemUTC(), "KeyServiceIT", KeyEvents.NONE);
        }
    }

    /** Every record of a data key that was published. */
    List<DekRecord> records() {
        try (DekStore topic = open();
                Stream<DekRecord> records = topic.records()) {
            return records.toList();
        }
    }

    /** Wraps every data key under the newest version of the KEK, as {@code lockweir-keys rewrap} does. */
    void rewrap() throws Exception {
        try (Keks keks = keks();
                DekStore topic = open()) {
            Kek wrapping = keks.all().get(0);
            for (DekRecord record : records()) {
                byte[] dek = wrapping.unwrap(record.wraps().get(0), record.scope());
                byte[] wrapped = wrapping.kms().wrap(wrapping.key(), dek, context(record.scope()));
                DekRecord.Wrap wrap = new DekRecord.Wrap(LABEL, wrapped);
                topic.publish(new DekRecord(record.id(), record.scope(), List.of(wrap), record.created(), "rewrap"));
            }
        }
    }

    private static Map<String, String> context(Scope scope) {
        return Map.of(
                "lockweir.suite",
                HexFormat.of().toHexDigits((byte) scope.suite().code()),
                "lockweir.scope",
                scope.name());
    }

    private Keks keks() {
        return Keks.open(List.of(new KekConfig(LABEL, "vault", kek, settings())), KeyEvents.NONE);
    }

    private DekStore open() {
        DekStore opened = DekStores.open("topic", store);
        Awaitility.await().atMost(PATIENCE).until(() -> opened.progress().complete());
        return opened;
    }

    private Map<String, String> settings() {
        return Map.of("address", vault.address().toString(), "token", token);
    }

    @Override
    public void close() {
        vault.close();
    }
}
