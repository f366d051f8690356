package io.lockweir.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a driver has to keep. The test of a driver extends this, starts its service and says how it is commanded; docs/kms-driver.md is
 * the walk through it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public abstract class KmsContract {
    private static final String PREFIX = "kek.eu.";
    private static final Map<String, String> CONTEXT = Map.of("namespace", "bänk", "suite", "01");
    private static final int THREADS = 8;
    private static final int ROUNDS = 10;

    private final byte[] dek = dek();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream realErr = System.err;
    private ServiceUnderTest service;
    private Kms kms;

    /** A fresh service, or the shared one back in its first state. */
    protected abstract ServiceUnderTest start() throws Exception;

    @BeforeEach
    final void startService() throws Exception {
        service = start();
        // slf4j-simple writes to whatever System.err is at the moment.
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        kms = open();
    }

    @AfterEach
    final void stopService() {
        System.setErr(realErr);
        if (kms != null) {
            kms.close();
        }
        realErr.print(logged.toString(StandardCharsets.UTF_8));
        if (service != null) {
            service.close();
            assertThat(logged.toString(StandardCharsets.UTF_8))
                    .as("log at TRACE")
                    .doesNotContain(secrets());
        }
    }

    protected final ServiceUnderTest service() {
        return service;
    }

    protected final Kms kms() {
        return kms;
    }

    /** A client with the working settings. */
    protected final Kms open() {
        return open(Map.of());
    }

    /** A client with other settings over the working ones; an empty text takes one away. */
    protected final Kms open(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(service.settings());
        settings.putAll(changes);
        settings.values().removeIf(String::isEmpty);
        KmsProvider provider = service.provider();
        return provider.open(KmsSettings.of(PREFIX, provider.settings(), settings));
    }

    /** Expects a kind of failure, and no secret in anything that it says. */
    protected final void assertFails(KmsException.Kind kind, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        KmsException.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.getMessage())
                                .isEqualTo(kind));
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(secrets());
    }

    protected final void assertWorks(Kms client) throws KmsException {
        byte[] wrapped = client.wrap(service.key(), dek, CONTEXT);
        assertThat(client.unwrap(service.key(), wrapped, CONTEXT)).isEqualTo(dek);
    }

    @Test
    void unwrapsWhatItWrapped() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        assertThat(dek).as("left unchanged").isEqualTo(dek());
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(dek, StandardCharsets.ISO_8859_1));
        byte[] first = kms.unwrap(service.key(), wrapped, CONTEXT);
        byte[] second = kms.unwrap(service.key(), wrapped, CONTEXT);
        assertThat(first).isEqualTo(dek).isNotSameAs(dek);
        assertThat(second).isEqualTo(dek).isNotSameAs(first);
    }

    @Test
    void anotherClientUnwrapsIt() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        try (Kms other = open()) {
            assertThat(other.unwrap(service.key(), wrapped, CONTEXT)).isEqualTo(dek);
        }
    }

    @Test
    void wrapsDifferentlyEachTime() throws KmsException {
        assertThat(kms.wrap(service.key(), dek, CONTEXT)).isNotEqualTo(kms.wrap(service.key(), dek, CONTEXT));
    }

    @Test
    void worksWithoutAContext() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, Map.of());
        assertThat(kms.unwrap(service.key(), wrapped, Map.of())).isEqualTo(dek);
    }

    @Test
    void refusesAnotherContext() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        for (Map<String, String> other : List.of(
                Map.<String, String>of(),
                Map.of("namespace", "bänk"),
                Map.of("namespace", "bänk", "suite", "02"),
                Map.of("namespace", "bänk", "suite", "01", "more", "x"))) {
            assertFails(KmsException.Kind.INVALID, () -> kms.unwrap(service.key(), wrapped, other));
        }
    }

    @Test
    void refusesAnotherKey() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        assertFails(KmsException.Kind.INVALID, () -> kms.unwrap(service.otherKey(), wrapped, CONTEXT));
    }

    @Test
    void refusesEveryFlippedByteAndEveryLength() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] flipped = wrapped.clone();
            flipped[i] ^= 1;
            assertFails(KmsException.Kind.INVALID, () -> kms.unwrap(service.key(), flipped, CONTEXT));
        }
        for (int length : new int[] {0, 1, 10, wrapped.length - 1}) {
            byte[] cut = java.util.Arrays.copyOf(wrapped, length);
            assertFails(KmsException.Kind.INVALID, () -> kms.unwrap(service.key(), cut, CONTEXT));
        }
    }

    @Test
    void tellsThatItIsDenied() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        service.deny();
        assertFails(KmsException.Kind.DENIED, () -> kms.wrap(service.key(), dek, CONTEXT));
        assertFails(KmsException.Kind.DENIED, () -> kms.unwrap(service.key(), wrapped, CONTEXT));
        service.allow();
        assertThat(kms.unwrap(service.key(), wrapped, CONTEXT)).isEqualTo(dek);
    }

    @Test
    void tellsThatTheKeyIsRevoked() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        service.revoke();
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms.wrap(service.key(), dek, CONTEXT));
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms.unwrap(service.key(), wrapped, CONTEXT));
        service.restore();
        assertThat(kms.unwrap(service.key(), wrapped, CONTEXT)).isEqualTo(dek);
    }

    @Test
    void tellsThatThereIsNoSuchKey() {
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms.wrap(service.missingKey(), dek, CONTEXT));
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms.describe(service.missingKey()));
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms.wrap("../../no?key\n", dek, CONTEXT));
    }

    @Test
    void tellsThatTheServiceIsUnavailable() throws KmsException {
        byte[] wrapped = kms.wrap(service.key(), dek, CONTEXT);
        service.takeDown();
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.wrap(service.key(), dek, CONTEXT));
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.unwrap(service.key(), wrapped, CONTEXT));
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.describe(service.key()));
        service.bringUp();
        assertThat(kms.unwrap(service.key(), wrapped, CONTEXT)).isEqualTo(dek);
    }

    @Test
    void opensWhileTheServiceIsDown() throws KmsException {
        service.takeDown();
        try (Kms early = open()) {
            assertFails(KmsException.Kind.UNAVAILABLE, () -> early.wrap(service.key(), dek, CONTEXT));
            service.bringUp();
            assertWorks(early);
        }
    }

    @Test
    void tellsThatItIsThrottled() throws KmsException {
        assertWorks(kms);
        service.throttleOnce();
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.wrap(service.key(), dek, CONTEXT));
        assertWorks(kms);
    }

    @Test
    void getsNewCredentialsForExpiredOnes() throws KmsException {
        assertWorks(kms);
        service.expireCredentials();
        assertWorks(kms);
    }

    @Test
    void describesTheKey() throws KmsException {
        KekDescription description = kms.describe(service.key());
        assertThat(description.key()).isEqualTo(service.key());
        assertThat(description.state()).isEqualTo(KekDescription.State.ENABLED);
        assertThat(description.authenticatesContext()).isEqualTo(service.authenticatesContext());
    }

    @Test
    void isSafeForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                byte[] own = dek.clone();
                own[0] = (byte) i;
                results.add(threads.submit(() -> {
                    boolean same = true;
                    for (int round = 0; round < ROUNDS; round++) {
                        byte[] wrapped = kms.wrap(service.key(), own, CONTEXT);
                        same &= java.util.Arrays.equals(own, kms.unwrap(service.key(), wrapped, CONTEXT));
                    }
                    return same;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void failsAfterClosing() {
        kms.close();
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.wrap(service.key(), dek, CONTEXT));
        kms.close();
    }

    @Test
    void showsNoSecretInTexts() throws KmsException {
        Map<String, String> settings = service.settings();
        KmsProvider provider = service.provider();
        assertWorks(kms);
        assertThat(List.of(
                        kms.toString(),
                        KmsSettings.of(PREFIX, provider.settings(), settings).toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets()));
    }

    @Test
    void refusesUnknownAndMissingSettings() {
        KmsProvider provider = service.provider();
        Map<String, String> more = new HashMap<>(service.settings());
        more.put("misspelt", secrets()[0]);
        assertThatThrownBy(() -> KmsClients.check(provider.name(), PREFIX, more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX + "misspelt")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(secrets()));
        KmsClients.check(provider.name(), PREFIX, service.settings());
    }

    @Test
    void documentsItsSettings() {
        assertThat(service.provider().settings()).allSatisfy(setting -> {
            assertThat(setting.name()).matches("[a-z0-9]+(\\.[a-z0-9]+)*");
            assertThat(setting.documentation()).as(setting.name()).endsWith(".");
            boolean looksSecret = setting.name().matches("(.*\\.)?(secret(\\..*)?|token|pin|password|access\\.key)")
                    && !setting.name().endsWith(".file");
            assertThat(looksSecret && setting.type() != KmsSetting.Type.SECRET)
                    .as(setting.name() + " should be a SECRET")
                    .isFalse();
        });
    }

    private String[] secrets() {
        List<String> all = new ArrayList<>(service.secrets());
        all.add(HexFormat.of().formatHex(dek, 0, 12));
        all.add(Base64.getEncoder().encodeToString(dek).substring(0, 16));
        all.add("-23, -54, -85, -116");
        return all.toArray(String[]::new);
    }

    /** Bytes that are easy to find in a text. */
    private static byte[] dek() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xe9 - 31 * i);
        }
        return bytes;
    }
}
