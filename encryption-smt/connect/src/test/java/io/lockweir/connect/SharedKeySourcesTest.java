package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedKeySourcesTest {
    private final List<Source> made = new ArrayList<>();
    private final SharedKeySources<String> shared = new SharedKeySources<>(settings -> {
        Source source = new Source();
        made.add(source);
        return source;
    });

    @Test
    void equalSettingsShareOneSourceAndTheLastOneClosesIt() {
        KeySource one = shared.open("a");
        KeySource two = shared.open("a");
        assertThat(made).hasSize(1);
        one.close();
        assertThat(made.get(0).closed).isFalse();
        two.close();
        assertThat(made.get(0).closed).isTrue();
    }

    @Test
    void whoStartsAfterASourceHasFailedGetsAnotherWhileTheFirstIsStillInUse() {
        KeySource running = shared.open("a");
        made.get(0).usable = false;

        KeySource restarted = shared.open("a");

        assertThat(made).hasSize(2);
        assertThat(restarted.usable()).isTrue();
        assertThat(running.usable()).isFalse();
        assertThat(made.get(0).closed).isFalse();
        running.close();
        assertThat(made.get(0).closed).isTrue();
        assertThat(made.get(1).closed).isFalse();
        restarted.close();
    }

    private static final class Source implements KeySource {
        private boolean usable = true;
        private boolean closed;

        @Override
        public DataKeyUse encryptingKey(Scope scope) {
            throw new AssertionError("Nobody encrypts");
        }

        @Override
        public DataKey decryptingKey(DekId id, Scope scope) {
            throw new AssertionError("Nobody decrypts");
        }

        @Override
        public boolean usable() {
            return usable;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
