package io.lockweir.cassandra.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An oracle at work. Close it to end its process. */
public final class OracleProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;
    private final Path log;

    private OracleProcess(Process process, Path log) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    /** Starts any process that speaks as an oracle does; what it says besides goes into the log. */
    public static OracleProcess start(List<String> command, Path log) throws IOException {
        return new OracleProcess(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    /**
     * The next line it says, or null when it is done.
     *
     * @throws IllegalStateException if it failed
     */
    public @Nullable String next() throws IOException, InterruptedException {
        String line = lines.readLine();
        if (line == null && process.waitFor() != 0) {
            throw new IllegalStateException("the oracle failed: " + Files.readString(log));
        }
        return line;
    }

    /** Asks for one more measurement, and gives the line that answers. */
    public @Nullable String ask() throws IOException, InterruptedException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return next();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
