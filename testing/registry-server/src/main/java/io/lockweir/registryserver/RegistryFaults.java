package io.lockweir.registryserver;

import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.TestHttpServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the registry does wrong on command. Safe for many threads. */
public final class RegistryFaults {
    private final Faults http = new Faults();
    private final Queue<Runnable> next = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> race = new AtomicReference<>();
    private volatile boolean noSubjectInPath;

    /** Answers the next requests with an error code, such as 40470, or a status, such as 503, in place of the right answer. */
    public void failNext(int requests, int code) {
        for (int i = 0; i < requests; i++) {
            next.add(() -> {
                throw RegistryError.of(code, "commanded");
            });
        }
    }

    /** Closes the connections of the next requests without an answer. */
    public void dropNext(int requests) {
        for (int i = 0; i < requests; i++) {
            next.add(() -> {
                throw new TestHttpServer.Disconnect();
            });
        }
    }

    /** Answers the next request with a body that is none of the registry's. */
    public void answerNext(int status, String body) {
        next.add(() -> {
            throw new Instead(Answer.of(status, RegistryTestServer.JSON, body));
        });
    }

    /** Closes every connection without an answer, until {@link #clear}. */
    public void unreachable() {
        http.unreachable();
    }

    /** Waits before every answer. */
    public void slow(Duration wait) {
        http.slow(wait);
    }

    /** Answers 405 to the creation of a data key with its subject in the path, as older registries do. */
    public void onlyPostWithoutSubject() {
        noSubjectInPath = true;
    }

    /** Runs this inside the next creation of a data key, before its check: another writer that comes first. */
    public void beforeNextDataKey(Runnable other) {
        race.set(other);
    }

    /** Back to working well. */
    public void clear() {
        http.clear();
        next.clear();
        race.set(null);
        noSubjectInPath = false;
    }

    Faults http() {
        return http;
    }

    void beforeAnswer() {
        @Nullable Runnable fault = next.poll();
        if (fault != null) {
            fault.run();
        }
    }

    void beforeDataKey() {
        @Nullable Runnable other = race.getAndSet(null);
        if (other != null) {
            other.run();
        }
    }

    void refusePostWithSubject() {
        if (noSubjectInPath) {
            throw RegistryError.of(405, "HTTP 405 Method Not Allowed");
        }
    }

    /** Carries a commanded answer. */
    static final class Instead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        Instead(Answer answer) {
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }
}
