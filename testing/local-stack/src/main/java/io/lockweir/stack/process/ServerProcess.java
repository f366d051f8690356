package io.lockweir.stack.process;

import io.lockweir.stack.StackException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A supervised process with a folder and a log, which can be started again after its end. */
public final class ServerProcess {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LOG_LINES = 40;

    private final String name;
    private final Path folder;
    private @Nullable Process process;

    /** The folder is the process's working directory, made at the first start. */
    public ServerProcess(String name, Path folder) {
        this.name = name;
        this.folder = folder.toAbsolutePath();
    }

    public Path folder() {
        return folder;
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    public boolean alive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Of the JVM that we started; for messages. */
    public long pid() {
        Process current = process;
        return current == null ? -1 : current.pid();
    }

    /**
     * Returns when it is ready.
     *
     * @throws StackException when it ends or is not ready within {@code timeout}; it is dead then
     */
    public void start(JavaCommand command, Map<String, String> environment, Readiness readiness, Duration timeout) {
        if (alive()) {
            throw new IllegalStateException(name + " is already running");
        }
        Process started = launch(command.line(), environment);
        process = started;
        awaitReady(started, readiness, timeout);
    }

    private Process launch(List<String> line, Map<String, String> environment) {
        try {
            Files.createDirectories(folder);
            File log = log().toFile();
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            // A JVM option meant for the test would print a line in, or break, every server.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new StackException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private void awaitReady(Process started, Readiness readiness, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Exception reason;
            try {
                readiness.check();
                return;
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
                throw new StackException("interrupted while " + name + " was starting", e);
            } catch (Exception e) {
                reason = e;
            }
            if (pauseOrEnd(started)) {
                throw failure("ended with exit code " + started.exitValue() + " while starting", reason);
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw failure("was not ready within " + timeout.toSeconds() + " s", reason);
            }
        }
    }

    /** Whether the process has ended after one poll interval. */
    private boolean pauseOrEnd(Process started) {
        try {
            return started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while " + name + " was starting", e);
        }
    }

    private StackException failure(String what, Exception reason) {
        return new StackException(
                "%s %s (last check: %s); the end of %s:%n%s"
                        .formatted(name, what, reason, log(), LogTail.of(log(), LOG_LINES)),
                reason);
    }

    /** Sends a signal, by its name in kill(1), to the process and its children. */
    public void signal(String name) {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(this.name + " was never started");
        }
        List<String> line = new ArrayList<>(List.of("kill", "-" + name, Long.toString(current.pid())));
        current.descendants().forEach(child -> line.add(Long.toString(child.pid())));
        try {
            new ProcessBuilder(line).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill(1)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL to the process and its children; returns when all have gone. Idempotent. */
    public void kill() {
        end(Duration.ZERO);
    }

    /** SIGTERM, and SIGKILL to what is left after ten seconds. Idempotent. */
    public void close() {
        end(GRACE);
    }

    private void end(Duration grace) {
        Process current = process;
        if (current == null) {
            return;
        }
        // Children are looked up first: once the parent has gone they are nobody's.
        List<ProcessHandle> children = current.descendants().toList();
        if (!grace.isZero()) {
            current.destroy();
            waitFor(current, grace);
        }
        current.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        waitFor(current, GRACE);
        children.forEach(child ->
                child.onExit().orTimeout(GRACE.toSeconds(), TimeUnit.SECONDS).join());
    }

    private static void waitFor(Process current, Duration time) {
        try {
            current.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
