package io.lockweir.encryption.keys;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Asks the KEKs of a data key in turn, each in its own lane: one that hangs holds up no data key that another one wraps, and one that
 * both wrap no longer than its share of the wait.
 */
final class KekTurns {
    /** What a service in good health may take, whatever callers want to wait. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final KeyWorkers workers;
    private final Duration keyWait;

    KekTurns(KeyWorkers workers, Duration keyWait) {
        this.workers = workers;
        this.keyWait = keyWait;
    }

    /** The first answer that is one. A late answer of a KEK that was not waited for is still taken by the question itself. */
    <T> CompletableFuture<Optional<T>> first(
            DekUnwrapper.Attempt attempt, KeyWorkers.Urgency urgency, Function<Kek, Optional<T>> question) {
        List<Kek> keks = attempt.keks();
        Duration share = keyWait.dividedBy(Math.max(1, keks.size()));
        Duration patience = share.compareTo(LEAST) < 0 ? LEAST : share;
        return next(keks.iterator(), patience, attempt, urgency, question);
    }

    private <T> CompletableFuture<Optional<T>> next(
            Iterator<Kek> keks,
            Duration patience,
            DekUnwrapper.Attempt attempt,
            KeyWorkers.Urgency urgency,
            Function<Kek, Optional<T>> question) {
        if (!keks.hasNext()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Kek kek = keks.next();
        CompletableFuture<Optional<T>> answer =
                workers.submit("kek " + kek.label(), urgency, () -> question.apply(kek));
        if (keks.hasNext()) {
            workers.unlessDone(answer, patience, () -> {
                attempt.unanswered(kek, patience);
                answer.complete(Optional.empty());
            });
        }
        return answer.thenCompose(found -> found.isPresent()
                ? CompletableFuture.completedFuture(found)
                : next(keks, patience, attempt, urgency, question));
    }
}
