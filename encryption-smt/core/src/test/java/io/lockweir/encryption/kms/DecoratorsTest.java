package io.lockweir.encryption.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecoratorsTest {
    private static final Map<String, String> CONTEXT = Map.of("lockweir.suite", "01");
    private static final byte[] DEK = new byte[32];

    private final FakeKms fake = new FakeKms();
    private final List<KmsCall> calls = new ArrayList<>();
    private final KmsEvents events = new KmsEvents() {
        @Override
        public void called(KmsCall call) {
            calls.add(call);
        }
    };
    private final Kms kms = new RetryingKms(new MeteredKms(fake, "eu", events), Duration.ofMillis(1));

    @Test
    void triesThreeTimesWhileTheServiceIsUnavailableAndTellsOfEachCall() {
        fake.down();
        assertThatExceptionOfType(KmsUnavailableException.class)
                .isThrownBy(() -> kms.wrap("key-1", DEK, CONTEXT))
                .withMessageContaining("key-1");
        assertThat(fake.wraps()).isEqualTo(3);
        assertThat(calls).hasSize(3).allSatisfy(call -> {
            assertThat(call.kekLabel()).isEqualTo("eu");
            assertThat(call.operation()).isEqualTo(KmsCall.Operation.WRAP);
            assertThat(call.failure()).contains(KmsException.Kind.UNAVAILABLE);
        });
    }

    @Test
    void doesNotTryAgainWhatWasRefused() {
        fake.revoke("key-1");
        assertThatExceptionOfType(KmsDeniedException.class).isThrownBy(() -> kms.wrap("key-1", DEK, CONTEXT));
        assertThat(fake.wraps()).isEqualTo(1);
    }

    @Test
    void doesNotTryAgainWhatIsNoWorkOfTheKey() throws Exception {
        byte[] wrapped = kms.wrap("key-1", DEK, CONTEXT);
        assertThatExceptionOfType(KmsInvalidException.class)
                .isThrownBy(() -> kms.unwrap("key-1", wrapped, Map.of("lockweir.suite", "02")));
        assertThat(fake.unwraps()).isEqualTo(1);
        assertThat(kms.unwrap("key-1", wrapped, CONTEXT)).isEqualTo(DEK);
        assertThat(calls.get(2).failure()).isEqualTo(Optional.empty());
        assertThat(calls.get(2).operation()).isEqualTo(KmsCall.Operation.UNWRAP);
        assertThat(kms.describe("key-1").state()).isEqualTo(KekDescription.State.ENABLED);
    }

    @Test
    void hidesTheTextOfADriversOwnExceptions() {
        Kms contained = new ContainedKms(new Careless(), settings(Map.of()));
        assertThatExceptionOfType(KmsUnavailableException.class)
                .isThrownBy(() -> contained.wrap("key-1", DEK, CONTEXT))
                .withMessageContaining("java.lang.IllegalStateException")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @Test
    void runsADriverWithThePluginsClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader another = new ClassLoader(null) {};
        Thread.currentThread().setContextClassLoader(another);
        try {
            Kms contained = new ContainedKms(new Careless(), settings(Map.of()));
            assertThat(contained.describe("key-1").version())
                    .isEqualTo(String.valueOf(Careless.class.getClassLoader()));
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(another);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void refusesSettingsThatTheDriverDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("regoin", "eu-central-1")))
                .withMessage("Unknown keys: kek.eu.regoin. Correct or remove them. "
                        + "Known keys: kek.eu.insecure, kek.eu.region, kek.eu.retries, kek.eu.token.");
    }

    @Test
    void refusesSettingsThatAreMissingOrOfAnotherType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsSettings.of(
                        "kek.eu.",
                        List.of(KmsSetting.required("region", KmsSetting.Type.TEXT, "Where it is.")),
                        Map.of("region", " ")))
                .withMessage("Key 'kek.eu.region' is missing. Set it.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("retries", "-1")))
                .withMessage("Key 'kek.eu.retries' must be a whole number, not negative.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("insecure", "yes")))
                .withMessage("Key 'kek.eu.insecure' must be true or false.");
    }

    @Test
    void readsSettingsAndTellsNoValueOfThem() {
        KmsSettings settings = settings(Map.of("token", "hunter2", "insecure", "true"));
        assertThat(settings.text("token")).isEqualTo("hunter2");
        assertThat(settings.flag("insecure")).isTrue();
        assertThat(settings.number("retries")).isEqualTo(3);
        assertThat(settings.optional("region")).isEmpty();
        assertThat(settings.key("token")).isEqualTo("kek.eu.token");
        assertThat(settings).hasToString("KmsSettings[insecure, token]");
    }

    @Test
    void namesTheInstalledDriversWhenOneIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsClients.check("cloud9", "kek.eu.", Map.of()))
                .withMessageStartingWith("Key 'kek.eu.kms' names no driver that is installed. Installed: [")
                .withMessageNotContaining("cloud9");
    }

    private static KmsSettings settings(Map<String, String> values) {
        return KmsSettings.of("kek.eu.", new Careless().settings(), values);
    }

    /** A driver whose exceptions quote secrets. */
    private static final class Careless implements KmsProvider {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public List<KmsSetting> settings() {
            return List.of(
                    KmsSetting.optional("region", KmsSetting.Type.TEXT, "Where it is."),
                    KmsSetting.optional("token", KmsSetting.Type.SECRET, "Who asks."),
                    KmsSetting.withDefault("insecure", KmsSetting.Type.FLAG, "false", "Whether it is."),
                    KmsSetting.withDefault("retries", KmsSetting.Type.NUMBER, "3", "How often."));
        }

        @Override
        public Kms open(KmsSettings settings) {
            return new Kms() {
                @Override
                public byte[] wrap(String key, byte[] dek, Map<String, String> context) {
                    throw new IllegalStateException("401 for token hunter2");
                }

                @Override
                public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) {
                    throw new IllegalStateException("401 for token hunter2");
                }

                @Override
                public KekDescription describe(String key) {
                    return new KekDescription(
                            key,
                            String.valueOf(Thread.currentThread().getContextClassLoader()),
                            KekDescription.State.UNKNOWN,
                            false);
                }

                @Override
                public void close() {}
            };
        }
    }
}
