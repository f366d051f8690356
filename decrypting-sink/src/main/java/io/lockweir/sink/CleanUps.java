package io.lockweir.sink;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that removes what will not be committed, so that no rebalance waits for an object store that hangs. What is too
 * much for it is left to orphan clean-up.
 */
final class CleanUps implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUps.class);
    private static final int MOST = 1_000;

    private final ThreadPoolExecutor thread;

    CleanUps(ThreadFactory threads) {
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST), threads);
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.info(
                    "Unused files are left to orphan clean-up: too many are to be removed, or the last task has stopped");
        }
    }

    /**
     * Takes no more, and runs one thing more behind everything else.
     *
     * @param patience for how long that is waited for
     */
    void close(Runnable last, Duration patience) {
        try {
            thread.execute(last);
        } catch (RejectedExecutionException e) {
            last.run();
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Unused files are still being removed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
