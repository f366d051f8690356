package io.lockweir.kms.pkcs11;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A token of the module, logged in by the first call and kept so until the process ends. Its PIN is tried once: modules lock after a
 * few wrong ones, and a worker that tries again would lock it for everyone.
 *
 * <p>A provider can't be closed: its threads and sessions stay. So a failure costs a new login, and a new provider only where the old
 * one did work, and may hold sessions that a restarted module does not know; once a minute at most.
 */
final class Token implements AutoCloseable {
    private static final long SHORTEST_LIFE = Duration.ofMinutes(1).toNanos();

    private final Providers providers;
    private final Pin pin;
    private final LongSupplier nanoTime;
    private @Nullable Provider provider;
    private long made;
    private boolean worked;
    private @Nullable KeyStore keys;
    private @Nullable String refusedPin;

    Token(Providers providers, Pin pin, LongSupplier nanoTime) {
        this.providers = providers;
        this.pin = pin;
        this.nanoTime = nanoTime;
    }

    /** The key of a label, with the provider that works with it. */
    synchronized Kek kek(Attempt attempt) throws KmsException {
        try {
            Provider used = provider(attempt);
            KeyStore open = keys;
            if (open == null) {
                open = KeyStore.getInstance("PKCS11", used);
                login(open, attempt);
                keys = open;
            }
            Key key = open.getKey(attempt.key(), null);
            if (key == null) {
                // Made after the login, perhaps, or something else in this process logged out: the list of objects is
                // read at a login.
                login(open, attempt);
                key = open.getKey(attempt.key(), null);
            }
            if (key instanceof SecretKey secret && secret.getAlgorithm().equals("AES")) {
                return new Kek(secret, used);
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            KmsException failure = Pkcs11Failure.of(attempt, e);
            failed(failure);
            throw failure;
        }
        throw attempt.unknown(
                "the token has no AES key of this label", "Correct the label, or generate the key: docs/kms.md.");
    }

    /** A key was used. */
    synchronized void worked() {
        worked = true;
    }

    /**
     * Forgets the login, so that the next call does it anew, and perhaps the provider. Does not log out: the login is the process's,
     * and other clients of the same token, in other plugins too, would lose it.
     */
    synchronized void failed(KmsException failure) {
        keys = null;
        if (worked && failure.kind() == KmsException.Kind.UNAVAILABLE && nanoTime.getAsLong() - made >= SHORTEST_LIFE) {
            provider = null;
        }
    }

    private Provider provider(Attempt attempt) throws KmsException {
        Provider used = provider;
        if (used == null) {
            used = providers.make(attempt);
            provider = used;
            made = nanoTime.getAsLong();
            worked = false;
        }
        return used;
    }

    private void login(KeyStore store, Attempt attempt) throws KmsException, GeneralSecurityException, IOException {
        String text = pin.text();
        if (text.equals(refusedPin)) {
            throw attempt.denied(
                    "the module refused this PIN before and it is not tried again",
                    "Correct the PIN and restart the connector.");
        }
        try {
            store.load(null, text.toCharArray());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            if (Pkcs11Failure.codes(e).contains("CKR_PIN_INCORRECT")) {
                refusedPin = text;
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        keys = null;
        provider = null;
    }

    /** Without the PIN. */
    @Override
    public String toString() {
        return "Token of " + providers;
    }

    /** A PIN that may live in a file. */
    interface Pin {
        String text() throws KmsException;
    }

    /** Makes providers of one slot. */
    interface Providers {
        Provider make(Attempt attempt) throws KmsException;
    }

    /** A key that stays in the module. */
    record Kek(SecretKey key, Provider provider) {}
}
