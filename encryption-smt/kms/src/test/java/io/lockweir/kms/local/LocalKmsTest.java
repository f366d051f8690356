package io.lockweir.kms.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKmsTest extends KmsContract {

    @TempDir
    private Path folder;

    @Override
    protected ServiceUnderTest start() {
        return new KeyFile(folder.resolve("keks.properties"));
    }

    @Test
    void refusesToStartUnlessToldThatItIsInsecure() {
        for (String said : List.of("", "false")) {
            assertThatThrownBy(() -> open(Map.of("i.know.this.is.insecure", said)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The local driver keeps KEKs in clear text and is for tests only. Use a key service, or set "
                                    + "'kek.eu.i.know.this.is.insecure=true' where nothing has to stay secret.");
        }
    }

    /** The file, edited on command. */
    private static final class KeyFile implements ServiceUnderTest {
        private static final String KEY = Base64.getEncoder()
                .encodeToString("0123456789abcdef-canary-test-kek".getBytes(StandardCharsets.US_ASCII));
        private static final String OTHER = Base64.getEncoder().encodeToString(new byte[32]);

        private final Path file;

        private KeyFile(Path file) {
            this.file = file;
            state("enabled");
        }

        private void state(String state) {
            try {
                Files.writeString(file, "one=" + KEY + "\none.state=" + state + "\nother=" + OTHER + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public KmsProvider provider() {
            return new LocalKmsProvider();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("file", file.toString(), "i.know.this.is.insecure", "true");
        }

        @Override
        public String key() {
            return "one";
        }

        @Override
        public String otherKey() {
            return "other";
        }

        @Override
        public String missingKey() {
            return "third";
        }

        @Override
        public List<String> secrets() {
            return List.of(KEY, "canary-test-kek");
        }

        @Override
        public void deny() {
            state("denied");
        }

        @Override
        public void allow() {
            state("enabled");
        }

        @Override
        public void revoke() {
            state("disabled");
        }

        @Override
        public void restore() {
            state("enabled");
        }

        @Override
        public void takeDown() {
            state("unavailable");
        }

        @Override
        public void bringUp() {
            state("enabled");
        }

        @Override
        public void throttleOnce() {
            Assumptions.abort("A file does not throttle.");
        }

        @Override
        public void expireCredentials() {
            // A file has none.
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }
}
