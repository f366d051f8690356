package io.lockweir.kms.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a PEM file as the only ones to trust. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Reads them.
     *
     * @param key the setting that names the file, as the user wrote it
     * @throws IllegalArgumentException if the file can't be read or holds none
     */
    public static SSLContext of(String key, String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new GeneralSecurityException("no certificate");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            throw new IllegalArgumentException("Key '" + key + "': file " + path + " holds no certificates in PEM ("
                    + e.getClass().getSimpleName() + "). Mount it on every worker, readable for Connect.");
        }
    }
}
