package io.lockweir.stack.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerCertificateTest {
    @TempDir
    private Path folder;

    @Test
    void serverIsSignedByTheAuthorityForItsNames() throws Exception {
        ServerCertificate made = ServerCertificate.create(Clock.systemUTC(), "postgres");
        Path file = folder.resolve("server.pem");
        made.writeCertificate(file);
        X509Certificate server = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
        server.verify(made.authority().getPublicKey());
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> name.get(1))
                .isEqualTo(List.of("127.0.0.1", "localhost", "postgres"));
        assertThat(made.authority().getBasicConstraints()).isNotNegative();
    }

    @Test
    void keyIsForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("server.key");
        ServerCertificate.create(Clock.systemUTC()).writeKey(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }
}
