package io.lockweir.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts services at the same time; the first failure is the caller's, without waiting for the slower ones to time out. */
final class ParallelStart {
    private ParallelStart() {}

    static void of(List<Service> services) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletableFuture<Void> failed = new CompletableFuture<>();
            CompletableFuture<?>[] starts = services.stream()
                    .map(service -> CompletableFuture.runAsync(service::start, threads)
                            .whenComplete((done, problem) -> {
                                if (problem != null) {
                                    failed.completeExceptionally(problem);
                                }
                            }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.anyOf(CompletableFuture.allOf(starts), failed).join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof StackException known) {
                throw known;
            }
            throw new StackException("a server of the stack did not start: " + cause, cause);
        } finally {
            threads.shutdownNow();
            awaitInterrupted(threads);
        }
    }

    /** A start that goes on behind our back would leave a process that nobody ends. */
    private static void awaitInterrupted(ExecutorService threads) {
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new StackException("a start did not react to its interruption");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
