package io.lockweir.cassandra.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An oracle at work. Close it to end its process. */
public final class OracleProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;
    private final Path log;

    OracleProcess(Process process, BufferedReader lines, Path log) {
        this.process = process;
        this.lines = lines;
        this.log = log;
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
