package io.lockweir.demo.workload;

/**
 * How far the writers may be ahead of the pipeline. Without a bound they would be through in seconds, and every later figure
 * would tell of the queue they left. Thread-safe.
 */
final class Backlog {
    private final long most;
    private long committed;
    private long arrived;

    Backlog(long most) {
        this.most = most;
    }

    /** Counts changes, and waits while too many have not arrived. */
    synchronized void committed(long changes) throws InterruptedException {
        committed += changes;
        while (committed - arrived > most) {
            wait();
        }
    }

    synchronized void arrived(long changes) {
        arrived = changes;
        notifyAll();
    }

    synchronized long committed() {
        return committed;
    }
}
