package io.lockweir.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates in stores of Java's, PKCS 12 or JKS.
 *
 * @param trusted whom to trust; the JVM's own without
 * @param own the client's certificate and its key, for registries that want one
 */
public record TlsStores(Optional<Store> trusted, Optional<Store> own) {

    /**
     * A store.
     *
     * @param key the setting that names it, as the user wrote it
     * @param file its path
     * @param password of the store and of its keys; appears nowhere
     */
    public record Store(String key, String file, String password) {
        @Override
        public String toString() {
            return "Store[" + key + "]";
        }
    }

    /**
     * What TLS is made with.
     *
     * @throws IllegalArgumentException naming the setting, if a store can't be read or opened
     */
    public SSLContext context() {
        @Nullable TrustManager[] trust = trusted.isPresent() ? trustManagers(trusted.get()) : null;
        @Nullable KeyManager[] keys = own.isPresent() ? keyManagers(own.get()) : null;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS", e);
        }
    }

    private static TrustManager[] trustManagers(Store store) {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(opened(store));
            return managers.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw unusable(store, e);
        }
    }

    private static KeyManager[] keyManagers(Store store) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(opened(store), store.password().toCharArray());
            return managers.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw unusable(store, e);
        }
    }

    private static KeyStore opened(Store store) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(Path.of(store.file()))) {
            // Reads PKCS 12 and JKS alike.
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, store.password().toCharArray());
            return keys;
        } catch (IOException | InvalidPathException e) {
            throw unusable(store, e);
        }
    }

    /** Without the cause's text, which may name what is in the store. */
    private static IllegalArgumentException unusable(Store store, Exception e) {
        return new IllegalArgumentException("Key '" + store.key() + "': the store can't be read with its password ("
                + e.getClass().getSimpleName() + "). Mount it on every worker, and compare the password.");
    }
}
