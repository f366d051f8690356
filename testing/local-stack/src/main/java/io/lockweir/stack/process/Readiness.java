package io.lockweir.stack.process;

/** One try to use a server as a client would. */
@FunctionalInterface
public interface Readiness {
    /** Throws anything when the server cannot be used yet. */
    void check() throws Exception;
}
