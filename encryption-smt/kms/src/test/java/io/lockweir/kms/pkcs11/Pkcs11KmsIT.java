package io.lockweir.kms.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On SoftHSM2, a real PKCS#11 module in software. Skipped, and said so, where it is not installed: {@code .ci/install-softhsm}. */
class Pkcs11KmsIT extends KmsContract {
    private static final byte[] DEK = new byte[32];

    private static @Nullable SoftHsm module;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startModule() throws Exception {
        Optional<Path> library = SoftHsm.find();
        if (library.isEmpty()) {
            String message =
                    "SKIPPED: the PKCS#11 driver is NOT TESTED here, libsofthsm2.so was not found. Run .ci/install-softhsm "
                            + "(Debian package softhsm2) and try again.";
            System.err.println(message);
            Assumptions.abort(message);
        }
        module = SoftHsm.start(library.get());
    }

    @Override
    protected ServiceUnderTest start() throws IOException {
        SoftHsm running = module;
        if (running == null) {
            throw new IllegalStateException("The module did not start");
        }
        return new TokenUnderTest(running, Files.writeString(folder.resolve("pin"), SoftHsm.PIN + "\n"));
    }

    @Test
    void aWrongPinIsDeniedAndNotTriedAgain() throws IOException {
        ((TokenUnderTest) service()).module.logout();
        Path pin = Files.writeString(folder.resolve("wrong"), "pin-canary-0");
        try (Kms wrong = open(Map.of("pin.file", pin.toString()))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap("kek", DEK, Map.of()));
            assertThatThrownBy(() -> wrong.wrap("kek", DEK, Map.of()))
                    .hasMessage(
                            "Could not wrap a data key with PKCS#11 key kek: the module refused this PIN before and it is not "
                                    + "tried again. Correct the PIN and restart the connector.");
        }
    }

    @Test
    void logsInAgainWhenSomethingElseInTheProcessLoggedOut() throws KmsException {
        assertWorks(kms());
        ((TokenUnderTest) service()).module.logout();
        assertWorks(kms());
    }

    @Test
    void closingOneClientLeavesTheOthersLoggedIn() throws KmsException {
        assertWorks(kms());
        try (Kms other = open()) {
            assertWorks(other);
        }
        assertWorks(kms());
    }

    @Test
    void aKeyMadeAfterTheLoginIsFound() throws KmsException {
        assertWorks(kms());
        ((TokenUnderTest) service()).module.put("late", new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2
        });
        assertThat(kms().unwrap("late", kms().wrap("late", DEK, Map.of()), Map.of()))
                .isEqualTo(DEK);
        ((TokenUnderTest) service()).module.delete("late");
    }

    @Test
    void aMissingLibraryIsUnavailable() {
        try (Kms without = open(Map.of("library", folder.resolve("none.so").toString()))) {
            assertFails(KmsException.Kind.UNAVAILABLE, () -> without.wrap("kek", DEK, Map.of()));
        }
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThatThrownBy(() -> open(Map.of("pin", "x")))
                .hasMessage("Set exactly one of ['kek.eu.pin', 'kek.eu.pin.file'].");
        assertThatThrownBy(() -> open(Map.of("slot", "1")))
                .hasMessage("Set exactly one of ['kek.eu.slot', 'kek.eu.slot.index'].");
    }

    /** The token, as its operator commands it. */
    private static final class TokenUnderTest implements ServiceUnderTest {
        private static final byte[] KEY = new byte[32];

        private final SoftHsm module;
        private final Path pin;

        private TokenUnderTest(SoftHsm module, Path pin) {
            this.module = module;
            this.pin = pin;
            module.put("kek", KEY);
            byte[] other = new byte[32];
            other[0] = 1;
            module.put("other", other);
        }

        @Override
        public KmsProvider provider() {
            return new Pkcs11KmsProvider();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("library", module.library().toString(), "slot.index", "0", "pin.file", pin.toString());
        }

        @Override
        public String key() {
            return "kek";
        }

        @Override
        public String otherKey() {
            return "other";
        }

        @Override
        public String missingKey() {
            return "missing";
        }

        @Override
        public List<String> secrets() {
            return List.of(SoftHsm.PIN, "pin-canary");
        }

        @Override
        public void deny() {
            Assumptions.abort(
                    "A PKCS#11 token has no permissions: who is logged in may use every key. See the wrong PIN.");
        }

        @Override
        public void allow() {
            deny();
        }

        @Override
        public void revoke() {
            module.delete("kek");
        }

        @Override
        public void restore() {
            module.put("kek", KEY);
        }

        @Override
        public void takeDown() {
            Assumptions.abort("A module in software can't be unplugged: without its files its keys look deleted.");
        }

        @Override
        public void bringUp() {
            takeDown();
        }

        @Override
        public void throttleOnce() {
            Assumptions.abort("A PKCS#11 token does not throttle.");
        }

        @Override
        public void expireCredentials() {
            // A PIN does not expire.
        }

        @Override
        public void close() {
            module.delete("kek");
            module.delete("other");
        }
    }
}
