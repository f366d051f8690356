package io.lockweir.sink;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Threads that wait for one tenant's catalog: one that hangs keeps nobody waiting but its own tables. */
record TenantThreads(ScheduledExecutorService commits, ExecutorService lookups) {
    private static final int COMMIT_THREADS = 4;
    private static final int LOOKUP_THREADS = 8;

    static TenantThreads start(ThreadFactory commits, ThreadFactory lookups) {
        return new TenantThreads(
                Executors.newScheduledThreadPool(COMMIT_THREADS, commits),
                Executors.newFixedThreadPool(LOOKUP_THREADS, lookups));
    }

    void stop() {
        commits.shutdownNow();
        lookups.shutdownNow();
    }
}
