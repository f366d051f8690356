package io.lockweir.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.SchemaReference;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.encryption.kms.KmsEvents;
import io.lockweir.kmsserver.SelfSigned;
import io.lockweir.registryserver.MutualTls;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryHttpIT {
    private static final String SUBJECT = "a/b c-value";

    private final World world = new World();

    @BeforeEach
    void register() {
        world.server.register(
                SUBJECT,
                World.json(
                        "{'schema':'{}','metadata':{'tags':{'User.*':['PII']}},'ruleSet':{'domainRules':[{'name':'a',"
                                + "'type':'ENCRYPT','params':{'encrypt.kek.name':'k'}}]}}"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void schemasComeByIdByGuidAndAsTheLatest() {
        RegistryClient client = world.client();
        RegisteredSchema schema = client.schemas().byReference(new SchemaReference.Id(1), SUBJECT);
        assertThat(schema.format()).isEqualTo(BodyFormat.AVRO);
        assertThat(schema.text()).isEqualTo("{}");
        assertThat(schema.rules().domainRules()).hasSize(1);
        assertThat(schema.metadata().tagsOf("User.name")).containsExactly("PII");
        assertThat(client.schemas().latest(SUBJECT)).isEqualTo(schema);
        String guid = world.server.register(SUBJECT, World.json("{'schema':'{}','schemaType':'JSON'}")) == 2
                ? guidOf(client)
                : "";
        assertThat(client.schemas()
                        .byReference(new SchemaReference.Guid(UUID.fromString(guid)), SUBJECT)
                        .format())
                .isEqualTo(BodyFormat.JSON);
        client.schemas().byReference(new SchemaReference.Id(1), SUBJECT);
        assertThat(world.requests("GET /schemas/ids/1\\?subject=a%2Fb\\+c-value"))
                .isOne();
    }

    /** The registry tells a schema's guid beside it. */
    private String guidOf(RegistryClient client) {
        client.schemas().byReference(new SchemaReference.Id(2), SUBJECT);
        return world.server.guid(2);
    }

    @Test
    void aSchemaThatIsNotThereOrNotUnderstoodIsAnError() {
        assertFails(Reason.MISSING, "code 40403", () -> byId(world.client(), 9));
        world.server.register("x", World.json("{'schema':'x','ruleSet':{'domainRules':[{}]}}"));
        assertFails(Reason.DENIED, "The rules of schema", () -> byId(world.client(), 2));
        world.server.register("y", World.json("{'schema':'x','schemaType':'XML'}"));
        assertFails(Reason.DENIED, "lacks what it must have", () -> byId(world.client(), 3));
        RegistryClient client = world.client();
        world.server.faults().answerNext(200, "<html>canary</html>");
        assertFails(Reason.UNAVAILABLE, "its answer was no JSON", () -> byId(client, 1));
        world.server.faults().answerNext(418, "{\"error_code\":\"canary\"}");
        assertFails(Reason.DENIED, "HTTP 418", () -> byId(client, 1));
    }

    @Test
    void aRegistryThatDoesNotAnswerIsAskedAgain() {
        world.server.faults().dropNext(1);
        world.server.faults().failNext(1, 503);
        world.server.faults().failNext(1, 429);
        RegistryClient patient = world.client(Map.of("wait.ms", "30000"));
        assertThat(byId(patient, 1)).isNotNull();
        assertThat(world.server.requests()).hasSize(4);
        world.server.faults().failNext(1, 503);
        assertFails(Reason.UNAVAILABLE, "HTTP 503", () -> byId(world.client(), 1));
    }

    @Test
    void aSlowRegistryIsUnavailableAfterTheTimeout() {
        world.server.faults().slow(Duration.ofSeconds(5));
        RegistryClient hasty = world.client(Map.of("timeout.ms", "200"));
        long begin = System.nanoTime();
        assertFails(Reason.UNAVAILABLE, "did not answer in 200 ms", () -> byId(hasty, 1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void anotherAddressIsAskedWhenOneDoesNotAnswer() {
        try (World dead = new World()) {
            dead.server.faults().unreachable();
            String both = dead.server.address() + ", " + world.server.address() + "/";
            assertThat(byId(world.client(Map.of("url", both)), 1)).isNotNull();
            assertThat(byId(world.client(Map.of("url", world.server.address() + "," + dead.server.address())), 1))
                    .isNotNull();
        }
    }

    @Test
    void credentialsAreSent() {
        world.server.basic("user", "canary:pass\u00fc");
        assertFails(Reason.DENIED, "HTTP 401. Compare the credentials", () -> byId(world.client(), 1));
        assertThat(byId(world.client(Map.of("auth", "basic", "user", "user", "password", "canary:pass\u00fc")), 1))
                .isNotNull();
        assertFails(
                Reason.DENIED,
                "HTTP 401",
                () -> byId(world.client(Map.of("auth", "basic", "user", "user", "password", "canary-wrong")), 1));
        world.server.bearer("canary-token");
        assertThat(byId(world.client(Map.of("auth", "bearer", "token", "canary-token")), 1))
                .isNotNull();
        world.server.faults().failNext(1, 403);
        assertFails(
                Reason.DENIED,
                "HTTP 403",
                () -> byId(world.client(Map.of("auth", "bearer", "token", "canary-token")), 1));
    }

    @Test
    void tokensOfAClientAreKeptAndReplaced() {
        world.server.client("client", "canary-secret", Duration.ofMinutes(10));
        RegistryClient client = world.client(oauth("canary-secret"));
        byId(client, 1);
        client.schemas().latest(SUBJECT);
        assertThat(world.server.tokensIssued()).isOne();
        world.server.expireTokens();
        world.clock.advance(Duration.ofMinutes(5));
        byId(client, 1);
        assertThat(world.server.tokensIssued()).isEqualTo(2);
        world.clock.advance(Duration.ofMinutes(9).plusSeconds(31));
        byId(client, 1);
        assertThat(world.server.tokensIssued()).isEqualTo(3);
        assertFails(
                Reason.DENIED,
                "Could not get a token for the registry: the registry answered HTTP 401",
                () -> byId(world.client(oauth("canary-wrong")), 1));
    }

    private Map<String, String> oauth(String secret) {
        return Map.of(
                "auth", "oauth",
                "oauth.url", world.server.tokenEndpoint().toString(),
                "oauth.client.id", "client",
                "oauth.client.secret", secret,
                "oauth.scope", "registry");
    }

    @Test
    void bothSidesMayShowCertificates(@TempDir Path folder) throws IOException {
        Path ours = Files.createDirectory(folder.resolve("client"));
        Path theirs = Files.createDirectory(folder.resolve("server"));
        SelfSigned.in(ours);
        SelfSigned.in(theirs);
        String trust = trustStore(theirs, folder.resolve("trust.p12"));
        try (RegistryTestServer server = RegistryTestServer.startMutualTls(MutualTls.server(theirs, ours))) {
            server.register("s", World.json("{'schema':'x'}"));
            Map<String, String> settings = new HashMap<>(Map.of(
                    "url",
                    server.address().toString(),
                    "truststore.file",
                    trust,
                    "truststore.password",
                    SelfSigned.PASSWORD,
                    "keystore.file",
                    ours.resolve(SelfSigned.STORE).toString(),
                    "keystore.password",
                    SelfSigned.PASSWORD));
            assertThat(byId(world.client(settings), 1).text()).isEqualTo("x");
            RegistryClient without = world.client(Map.of(
                    "url",
                    server.address().toString(),
                    "truststore.file",
                    trust,
                    "truststore.password",
                    SelfSigned.PASSWORD));
            assertFails(Reason.UNAVAILABLE, "Look at the registry", () -> byId(without, 1));
            assertFails(
                    Reason.UNAVAILABLE,
                    "TLS with localhost",
                    () -> byId(world.client(Map.of("url", server.address().toString())), 1));
            settings.put("keystore.password", "canary-wrong");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> world.client(settings))
                    .withMessageContaining("Key 'registry.keystore.file': the store can't be read with its password")
                    .withMessageNotContaining("canary");
        }
    }

    @Test
    void settingsAreChecked() {
        assertRefused(Map.of("url", ""), "Key 'registry.url' is missing. Set it.");
        assertRefused(Map.of("url", "ftp://x"), "Key 'registry.url' is no URL such as https://schemas.example.com");
        assertRefused(Map.of("url", "https://user:canary@x"), "Key 'registry.url' is no URL");
        assertRefused(Map.of("misspelt", "canary"), "Unknown keys: registry.misspelt.");
        assertRefused(Map.of("timeout.ms", "x"), "Key 'registry.timeout.ms' must be a whole number, not negative.");
        assertRefused(Map.of("auth", "canary"), "Key 'registry.auth' must be none, basic, bearer or oauth.");
        assertRefused(
                Map.of("auth", "basic", "user", "x"),
                "Key 'registry.password' is missing; 'registry.auth=basic' needs it.");
        assertRefused(Map.of("auth", "bearer"), "Key 'registry.token' is missing");
        assertRefused(Map.of("auth", "oauth"), "Key 'registry.oauth.url' is missing");
        assertThat(RegistrySettings.declared()).allSatisfy(setting -> {
            assertThat(setting.documentation()).endsWith(".");
            boolean secret = setting.name().matches("(.*\\.)?(password|secret|token)");
            assertThat(setting.type() == io.lockweir.encryption.kms.KmsSetting.Type.SECRET)
                    .as(setting.name())
                    .isEqualTo(secret);
        });
    }

    @Test
    void settingsOfKeyServicesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.client(Map.of(), Map.of("other-kms", Map.of())))
                .withMessage(
                        "Key 'registry.kms.other-kms.*' names no type of key service. Known are [aws-kms, azure-kms, gcp-kms,"
                                + " hcvault] and local-kms.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.client(Map.of(), Map.of("local-kms", Map.of("canary", "x"))))
                .withMessageContaining("Unknown keys: registry.kms.local-kms.canary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.client(Map.of(), Map.of("local-kms", Map.of())))
                .withMessage(
                        "Key 'registry.kms.local-kms.secret' is missing, and so is LOCAL_SECRET in the environment. Set one of"
                                + " them.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.client(Map.of(), Map.of("hcvault", Map.of("token", "canary"))))
                .withMessageContaining("Key 'registry.kms.hcvault.address' is missing");
        assertThat(new KekServices("kms.", new KmsEvents() {}, name -> name.equals("LOCAL_SECRET") ? "x" : null)
                        .open(Map.of("local-kms", Map.of()), java.util.Set.of()))
                .hasToString("KekDrivers[local-kms]");
    }

    private void assertRefused(Map<String, String> changes, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.client(changes))
                .withMessageContaining(message)
                .withMessageNotContaining("canary");
    }

    private static RegisteredSchema byId(RegistryClient client, int id) {
        return client.schemas().byReference(new SchemaReference.Id(id), SUBJECT);
    }

    private static String trustStore(Path server, Path target) throws IOException {
        char[] password = SelfSigned.PASSWORD.toCharArray();
        try {
            java.security.KeyStore from = java.security.KeyStore.getInstance("PKCS12");
            try (java.io.InputStream in = Files.newInputStream(server.resolve(SelfSigned.STORE))) {
                from.load(in, password);
            }
            java.security.KeyStore trusted = java.security.KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", from.getCertificate("server"));
            try (java.io.OutputStream out = Files.newOutputStream(target)) {
                trusted.store(out, password);
            }
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return target.toString();
    }

    private static void assertFails(Reason reason, String message, ThrowingCallable call) {
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .satisfies(e -> {
                    for (Throwable each = e; each != null; each = each.getCause()) {
                        assertThat(String.valueOf(each)).doesNotContain("canary");
                    }
                });
    }
}
