package io.lockweir.encryption.kms;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Keeps a driver from leaking out: its code runs with the plugin's class loader, where SDKs look for their parts, and an exception
 * that is none of {@link KmsException}'s becomes one, without its text: that may quote anything.
 */
final class ContainedKms implements Kms {
    private final ClassLoader loader;
    private final Kms driver;

    ContainedKms(KmsProvider provider, KmsSettings settings) {
        this(provider, () -> provider.open(settings));
    }

    /** @param opener makes the client; its class loader is the driver's */
    ContainedKms(KmsProvider provider, Supplier<Kms> opener) {
        this.loader = provider.getClass().getClassLoader();
        this.driver = within(opener);
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        return contained("wrap a data key", () -> driver.wrap(key, dek, context));
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        return contained("unwrap a data key", () -> driver.unwrap(key, wrapped, context));
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        return contained("describe a KEK", () -> driver.describe(key));
    }

    @Override
    public void close() {
        within(() -> {
            driver.close();
            return driver;
        });
    }

    private <T> T contained(String operation, Callable<T> call) throws KmsException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.call();
        } catch (KmsException e) {
            throw e;
        } catch (Exception e) {
            throw new KmsUnavailableException("The driver failed to " + operation + " with "
                    + e.getClass().getName() + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private <T> T within(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
