package io.lockweir.stack.local;

import io.lockweir.stack.Service;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all services in processes of ours share: the process. The command is made once, so that a restart is the same. */
abstract class LocalService implements Service {
    private static final Duration START = Duration.ofMinutes(2);

    private final String name;
    private final ServerProcess process;
    private @Nullable JavaCommand command;

    LocalService(String name, Path work) {
        this.name = name;
        this.process = new ServerProcess(name, work.resolve(name));
    }

    /** Writes the server's files into {@link #folder()}; called once, before the first start. */
    abstract JavaCommand prepare() throws IOException;

    /** A request as a client would make it. */
    abstract void check() throws Exception;

    /** On top of this JVM's variables. */
    Map<String, String> processEnvironment() {
        return Map.of();
    }

    /** How long a start may take. */
    Duration startLimit() {
        return START;
    }

    final Path folder() {
        return process.folder();
    }

    @Override
    public final void start() {
        JavaCommand prepared = command;
        if (prepared == null) {
            try {
                Files.createDirectories(folder());
                prepared = prepare();
                command = prepared;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot prepare " + name + " in " + folder(), e);
            }
        }
        process.start(prepared, processEnvironment(), this::check, startLimit());
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Path log() {
        return process.log();
    }

    @Override
    public final boolean alive() {
        return process.alive();
    }

    @Override
    public final void kill() {
        process.kill();
    }

    @Override
    public final void freeze() {
        process.signal("STOP");
    }

    @Override
    public final void thaw() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public final String toString() {
        return name + (alive() ? " (pid " + process.pid() + ")" : " (not running)");
    }
}
