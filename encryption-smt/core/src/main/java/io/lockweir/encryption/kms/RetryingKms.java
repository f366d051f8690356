package io.lockweir.encryption.kms;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tries a call again when the service was unavailable, briefly: it bridges a dropped connection or a throttled second. Outages are
 * waited out further up, where it is known how long. Refusals and bad data are never tried again.
 */
public final class RetryingKms implements Kms {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Kms kms;
    private final FailsafeExecutor<@Nullable Object> retries;

    public RetryingKms(Kms kms) {
        this(kms, FIRST_PAUSE);
    }

    RetryingKms(Kms kms, Duration firstPause) {
        this.kms = kms;
        this.retries = Failsafe.with(RetryPolicy.builder()
                .handle(KmsUnavailableException.class)
                .withMaxAttempts(ATTEMPTS)
                .withBackoff(firstPause, LONGEST_PAUSE, 3)
                .withJitter(0.25)
                .build());
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        return retried(() -> kms.wrap(key, dek, context));
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        return retried(() -> kms.unwrap(key, wrapped, context));
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        return retried(() -> kms.describe(key));
    }

    @Override
    public void close() {
        kms.close();
    }

    private <T> T retried(CheckedSupplier<T> call) throws KmsException {
        try {
            return retries.get(call);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof KmsException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new KmsUnavailableException("Interrupted before the key service answered");
            }
            throw e;
        }
    }
}
