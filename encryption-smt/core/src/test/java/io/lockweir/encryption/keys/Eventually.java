package io.lockweir.encryption.keys;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionFactory;

/** For what must succeed, although the wait for keys is short because other steps of the test must fail soon. */
public final class Eventually {
    private Eventually() {}

    /** Waits as long as a machine may take that is busy with other things. */
    public static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    /** Tries again while keys are unavailable. */
    public static <T> T eventually(Callable<T> operation) {
        return patiently()
                .ignoreExceptionsMatching(KeyUnavailableError.class::isInstance)
                .until(operation, done -> true);
    }
}
