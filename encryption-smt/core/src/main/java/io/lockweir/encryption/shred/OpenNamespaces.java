package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyWait;
import io.lockweir.encryption.keys.KeyWorkers;
import io.lockweir.encryption.keys.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of subjects in all namespaces, each opened at its first use. What is in memory is answered at once; for all else other threads ask the log and the
 * key service, and the caller waits within its bound: a log that lags or can't be reached never looks like a subject that is unknown, or shredded.
 */
final class OpenNamespaces implements AutoCloseable {
    private final Function<String, SubjectKeys> opening;
    private final KeyWait wait;
    private final KeyWait start;
    private final KeyWorkers workers = new KeyWorkers();
    private final Map<String, CompletableFuture<SubjectKeys>> namespaces = new ConcurrentHashMap<>();
    private final List<SubjectKeys> opened = new ArrayList<>();
    private boolean closed;

    /**
     * None is opened yet.
     *
     * @param keyWait how long a thread waits
     * @param starting how much longer while a namespace's log is being read from its beginning
     */
    OpenNamespaces(Function<String, SubjectKeys> opening, Duration keyWait, Duration starting) {
        this.opening = opening;
        this.wait = new KeyWait(keyWait);
        this.start = new KeyWait(keyWait.plus(starting));
    }

    /**
     * The current key of a subject, made when there is none.
     *
     * @throws KeyUnavailableError if the log or the key service can't be asked within the bound, or refuses
     */
    SubjectKey current(Scope scope, String subject) {
        SubjectKeys keys = started(scope);
        return keys.recall(scope, subject)
                .orElseGet(() -> wait.until(
                        () -> submit(namespace(scope), () -> keys.current(scope, subject)), OpenNamespaces::mayPass));
    }

    /**
     * The key of an id; empty if it is not known, though the log was read to its end.
     *
     * @throws ShreddedKeyException if its subject was shredded
     * @throws KeyUnavailableError if the log or the key service can't be asked within the bound, or refuses
     */
    Optional<SubjectKey> find(DekId id, Scope scope) {
        SubjectKeys keys = started(scope);
        SubjectKeys.Recalled recalled = keys.recall(id);
        return recalled.certain()
                ? recalled.key()
                : wait.until(() -> submit(namespace(scope), () -> keys.find(id, scope)), OpenNamespaces::mayPass);
    }

    /** Whether the key of an id is there now, for a thread that may ask the log and does not wait. */
    boolean arrived(DekId id, Scope scope) {
        SubjectKeys open = open(scope);
        return open != null && open.find(id, scope).isPresent();
    }

    /**
     * Whether none of them has failed for good. One that has is never opened again here: what was cut may have lost keys and SHREDs, and people
     * who have mended it say so by starting anew.
     */
    boolean usable() {
        synchronized (opened) {
            return opened.stream().allMatch(SubjectKeys::usable);
        }
    }

    @Override
    public void close() {
        List<SubjectKeys> closing;
        synchronized (opened) {
            closed = true;
            closing = List.copyOf(opened);
        }
        workers.close();
        closing.forEach(SubjectKeys::close);
    }

    private SubjectKeys started(Scope scope) {
        SubjectKeys open = open(scope);
        if (open != null) {
            return open;
        }
        // An attempt that was begun may need the whole time of a start; no further one is begun when the wait is over.
        long deadline = System.nanoTime() + wait.longest().toNanos();
        return start.until(() -> opening(scope), failure -> mayPass(failure) && System.nanoTime() - deadline < 0);
    }

    private @Nullable SubjectKeys open(Scope scope) {
        CompletableFuture<SubjectKeys> known = namespaces.get(namespace(scope));
        return known == null || !known.isDone() || known.isCompletedExceptionally() ? null : known.join();
    }

    /** One attempt at a time, whoever asks; the next may be another's when it failed. */
    private CompletableFuture<SubjectKeys> opening(Scope scope) {
        String namespace = namespace(scope);
        CompletableFuture<SubjectKeys> mine = new CompletableFuture<>();
        CompletableFuture<SubjectKeys> running = namespaces.putIfAbsent(namespace, mine);
        if (running != null) {
            return running;
        }
        CompletableFuture<SubjectKeys> unused = submit(namespace, () -> opened(namespace))
                .whenComplete((keys, failure) -> {
                    if (failure == null) {
                        mine.complete(keys);
                    } else {
                        namespaces.remove(namespace, mine);
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    /** In a lane of the namespace: one whose KEK hangs holds up no other. */
    private <T> CompletableFuture<T> submit(String namespace, Callable<T> work) {
        return workers.submit(namespace, KeyWorkers.Urgency.AWAITED, work);
    }

    private SubjectKeys opened(String namespace) {
        SubjectKeys keys;
        try {
            keys = opening.apply(namespace);
        } catch (IllegalArgumentException e) {
            throw new KeyUnavailableError(KeyUnavailableError.Reason.MISSING, String.valueOf(e.getMessage()), null);
        }
        synchronized (opened) {
            if (!closed) {
                opened.add(keys);
                return keys;
            }
        }
        keys.close();
        throw new KeyUnavailableError(KeyUnavailableError.Reason.CLOSED, "The key source was closed", null);
    }

    private static String namespace(Scope scope) {
        return scope instanceof Scope.Row row ? row.name() : ((Scope.Namespace) scope).name();
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof KeyUnavailableError error && error.reason() == KeyUnavailableError.Reason.UNAVAILABLE;
    }
}
