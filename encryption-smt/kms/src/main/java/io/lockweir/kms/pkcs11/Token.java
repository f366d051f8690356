package io.lockweir.kms.pkcs11;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A token of the module, logged in by the first call and kept so until the process ends. Its PIN is tried once: modules lock after a
 * few wrong ones, and a worker that tries again would lock it for everyone.
 */
final class Token implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String library;
    private final String slot;
    private final Pin pin;
    private @Nullable Session session;
    private @Nullable String refusedPin;

    Token(String library, String slot, Pin pin) {
        this.library = library;
        this.slot = slot;
        this.pin = pin;
    }

    /** The key of a label, with the provider that works with it. */
    synchronized Kek kek(Attempt attempt) throws KmsException {
        try {
            Session open = session;
            if (open == null) {
                open = open(attempt);
                session = open;
            }
            Key key = open.keys().getKey(attempt.key(), null);
            if (key == null) {
                // Made after the login, perhaps, or something else in this process logged out: the list of objects is
                // read at a login.
                login(open.keys(), attempt);
                key = open.keys().getKey(attempt.key(), null);
            }
            if (key instanceof SecretKey secret && secret.getAlgorithm().equals("AES")) {
                return new Kek(secret, open.provider());
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            forget();
            throw Pkcs11Failure.of(attempt, e);
        }
        throw attempt.unknown(
                "the token has no AES key of this label", "Correct the label, or generate the key: docs/kms.md.");
    }

    /**
     * Forgets the session, so that the next call opens it anew. Does not log out: the login is the process's, and other clients of the
     * same token, in other plugins too, would lose it.
     */
    synchronized void forget() {
        session = null;
    }

    private Session open(Attempt attempt) throws KmsException, GeneralSecurityException, IOException {
        Provider base = Security.getProvider("SunPKCS11");
        if (base == null) {
            throw attempt.unavailable("this JVM has no SunPKCS11 provider");
        }
        Provider provider = base.configure(configuration());
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        login(keys, attempt);
        return new Session(provider, keys);
    }

    private void login(KeyStore keys, Attempt attempt) throws KmsException, GeneralSecurityException, IOException {
        String text = pin.text();
        if (text.equals(refusedPin)) {
            throw attempt.denied(
                    "the module refused this PIN before and it is not tried again",
                    "Correct the PIN and restart the connector.");
        }
        try {
            keys.load(null, text.toCharArray());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            if (Pkcs11Failure.codes(e).contains("CKR_PIN_INCORRECT")) {
                refusedPin = text;
            }
            throw e;
        }
    }

    /** In the text form that {@code Provider.configure} takes after two hyphens. */
    private String configuration() {
        return String.join(
                "\n", "--name = Lockweir" + NUMBER.incrementAndGet(), "library = \"" + library + "\"", slot, "");
    }

    @Override
    public void close() {
        forget();
    }

    /** Without the PIN. */
    @Override
    public String toString() {
        return "Token " + slot;
    }

    /** A PIN that may live in a file. */
    interface Pin {
        String text() throws KmsException;
    }

    /** A key that stays in the module. */
    record Kek(SecretKey key, Provider provider) {}

    private record Session(Provider provider, KeyStore keys) {}
}
