package io.lockweir.stack;

import java.nio.file.Path;

/**
 * One server of the stack: a process (and its children) with its own folder and log.
 *
 * <p>Addresses are known before the start and stay the same over {@link #restart()}. Not safe for concurrent use.
 */
public interface Service extends AutoCloseable {
    /** Short and unique in its stack, for example {@code kafka}; also the name of its folder. */
    String name();

    /** What the server wrote to its output, appended over restarts. Not there before the first start. */
    Path log();

    boolean alive();

    /**
     * Starts the server and returns when it has answered a real request.
     *
     * @throws StackException when it ends or is not ready in time, with the last lines of its log
     */
    void start();

    /** SIGKILL to the process and its children; returns when they have gone. Data and port are kept. */
    void kill();

    /** Holds the server still, with its connections open, until {@link #thaw()}: its peers take it for dead, it takes itself for alive. */
    void freeze();

    /** After {@link #freeze()}: goes on as if no time had passed. */
    void thaw();

    /** Starts again on the same port and data, after {@link #kill()}; ends a living server first. */
    default void restart() {
        close();
        start();
    }

    /** Asks the server to end, and kills it when it does not within seconds. Idempotent. */
    @Override
    void close();
}
