package io.lockweir.encryption.kms;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tells of every call: what, how long, and what kind of failure. */
public final class MeteredKms implements Kms {
    private final Kms kms;
    private final String kekLabel;
    private final KmsEvents events;

    public MeteredKms(Kms kms, String kekLabel, KmsEvents events) {
        this.kms = kms;
        this.kekLabel = kekLabel;
        this.events = events;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        return metered(KmsCall.Operation.WRAP, () -> kms.wrap(key, dek, context));
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        return metered(KmsCall.Operation.UNWRAP, () -> kms.unwrap(key, wrapped, context));
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        return metered(KmsCall.Operation.DESCRIBE, () -> kms.describe(key));
    }

    @Override
    public void close() {
        kms.close();
    }

    private interface Call<T> {
        T call() throws KmsException;
    }

    private <T> T metered(KmsCall.Operation operation, Call<T> call) throws KmsException {
        long begin = System.nanoTime();
        KmsException.Kind failure = KmsException.Kind.UNAVAILABLE;
        boolean succeeded = false;
        try {
            T result = call.call();
            succeeded = true;
            return result;
        } catch (KmsException e) {
            failure = e.kind();
            throw e;
        } finally {
            events.called(new KmsCall(
                    kekLabel,
                    operation,
                    Duration.ofNanos(System.nanoTime() - begin),
                    succeeded ? Optional.empty() : Optional.of(failure)));
        }
    }
}
