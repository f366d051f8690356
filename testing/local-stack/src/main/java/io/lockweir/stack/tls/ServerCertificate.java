package io.lockweir.stack.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for 127.0.0.1, localhost and given names, and the authority that signed it, valid for a week. The authority's key is thrown
 * away.
 */
public final class ServerCertificate {
    private static final Duration VALIDITY = Duration.ofDays(7);
    private static final X500Name AUTHORITY = new X500Name("CN=Lockweir local stack authority");
    private static final X500Name SERVER = new X500Name("CN=localhost");

    private final X509Certificate authority;
    private final X509Certificate server;
    private final KeyPair serverKey;

    private ServerCertificate(X509Certificate authority, X509Certificate server, KeyPair serverKey) {
        this.authority = authority;
        this.server = server;
        this.serverKey = serverKey;
    }

    /** New keys (P-256) and certificates; the names are DNS names besides localhost. */
    public static ServerCertificate create(Clock clock, String... names) {
        try {
            KeyPair authorityKey = keyPair();
            KeyPair serverKey = keyPair();
            Instant start = clock.instant().minus(Duration.ofHours(1));
            X509v3CertificateBuilder root = builder(AUTHORITY, authorityKey, start);
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            X509v3CertificateBuilder leaf = builder(SERVER, serverKey, start);
            leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(generalNames(names)));
            return new ServerCertificate(signed(root, authorityKey), signed(leaf, authorityKey), serverKey);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot create certificates", e);
        }
    }

    private static GeneralName[] generalNames(String... names) {
        return Stream.concat(
                        Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")),
                        Stream.concat(Stream.of("localhost"), Stream.of(names))
                                .map(name -> new GeneralName(GeneralName.dNSName, name)))
                .toArray(GeneralName[]::new);
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(X500Name subject, KeyPair key, Instant start) {
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(64, new SecureRandom()),
                Date.from(start),
                Date.from(start.plus(VALIDITY)),
                subject,
                key.getPublic());
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair authorityKey)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
    }

    public X509Certificate authority() {
        return authority;
    }

    /** The authority's certificate, for clients. */
    public void writeAuthority(Path file) throws IOException {
        Files.writeString(file, pem(authority));
    }

    public void writeCertificate(Path file) throws IOException {
        Files.writeString(file, pem(server));
    }

    /** As PKCS #8, readable by its owner only: servers refuse it otherwise. */
    public void writeKey(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pem(new JcaPKCS8Generator(serverKey.getPrivate(), null)));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
