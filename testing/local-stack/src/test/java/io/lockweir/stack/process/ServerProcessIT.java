package io.lockweir.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With small JVMs as servers. */
final class ServerProcessIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** Fails at its start as real servers do. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] args) {
            if (args.length > 0) {
                throw new IllegalStateException("the port is taken, says " + args[0]);
            }
        }
    }

    /** Runs until it is ended. */
    static final class Sleeping {
        private Sleeping() {}

        public static void main(String[] args) throws InterruptedException {
            Thread.currentThread().join();
        }
    }

    private static JavaCommand command(Class<?> main, String... arguments) {
        return new JavaCommand(
                System.getProperty("java.class.path"), List.of("-Xmx32m"), main.getName(), List.of(arguments));
    }

    @Test
    void serverThatDoesNotComeUpFailsWithItsLastLogLines() {
        ServerProcess server = new ServerProcess("failing", folder);
        assertThatThrownBy(() -> server.start(command(Failing.class, "it"), Map.of(), this::neverReady, TIMEOUT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("failing ended with exit code 1 while starting")
                .hasMessageContaining("last check: java.io.IOException: not ready")
                .hasMessageContaining("the port is taken, says it");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void serverThatNeverGetsReadyIsKilled() {
        ServerProcess server = new ServerProcess("slow", folder);
        Duration little = Duration.ofMillis(500);
        assertThatThrownBy(() -> server.start(command(Sleeping.class), Map.of(), this::neverReady, little))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("slow was not ready within");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void killedServerStartsAgainAndKeepsItsLog() throws IOException {
        ServerProcess server = new ServerProcess("sleeping", folder);
        server.start(command(Sleeping.class), Map.of(), () -> {}, TIMEOUT);
        long first = server.pid();
        server.kill();
        assertThat(server.alive()).isFalse();
        server.start(command(Sleeping.class), Map.of(), () -> {}, TIMEOUT);
        assertThat(server.pid()).isNotEqualTo(first);
        assertThat(server.alive()).isTrue();
        server.close();
        server.close();
        assertThat(server.alive()).isFalse();
        assertThat(server.log()).exists();
    }

    @Test
    void secondStartOfARunningServerIsRefused() {
        ServerProcess server = new ServerProcess("once", folder);
        server.start(command(Sleeping.class), Map.of(), () -> {}, TIMEOUT);
        try {
            assertThatThrownBy(() -> server.start(command(Sleeping.class), Map.of(), () -> {}, TIMEOUT))
                    .hasMessage("once is already running");
        } finally {
            server.kill();
        }
    }

    private void neverReady() throws IOException {
        throw new IOException("not ready");
    }
}
