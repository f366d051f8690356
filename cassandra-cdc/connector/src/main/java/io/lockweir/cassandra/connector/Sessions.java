package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;

/** Connections to the one node. */
final class Sessions {
    private static final Duration REQUEST = Duration.ofSeconds(60);

    private Sessions() {}

    /** Needs closing. The driver's exception when the node cannot be reached or refuses the user. */
    static CqlSession open(CassandraCdcConfig config) {
        // The driver looks for classes by the thread's loader, which is the worker's and does not have them.
        ClassLoader plugin = Sessions.class.getClassLoader();
        CqlSessionBuilder builder = CqlSession.builder()
                .withClassLoader(plugin)
                .addContactPoint(new InetSocketAddress(config.host(), config.port()))
                .withLocalDatacenter(config.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder(plugin)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, REQUEST)
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, REQUEST)
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                        .build());
        config.user()
                .ifPresent(user ->
                        builder.withAuthCredentials(user, config.password().value()));
        config.tlsAuthorities()
                .ifPresent(file ->
                        builder.withSslEngineFactory(new ProgrammaticSslEngineFactory(context(file), null, true)));
        return builder.build();
    }

    /** Whether the node does not answer, which may pass; a refusal, such as of a password or a certificate, does not. */
    static boolean isUnreachable(RuntimeException failure) {
        return failure instanceof NoNodeAvailableException
                || failure instanceof DriverTimeoutException
                || (failure instanceof AllNodesFailedException all
                        && all.getAllErrors().values().stream()
                                .flatMap(List::stream)
                                .allMatch(Sessions::isConnectionLost));
    }

    private static boolean isConnectionLost(Throwable error) {
        boolean lost = false;
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof SSLException || each instanceof AuthenticationException) {
                return false;
            }
            lost = lost || each instanceof ConnectException || each instanceof ClosedConnectionException;
        }
        return lost;
    }

    private static SSLContext context(Path authorities) {
        try (InputStream file = Files.newInputStream(authorities)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry("authority" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(
                    CassandraCdcConfig.TLS_CA,
                    authorities,
                    "give a readable PEM file with certificates: " + e.getMessage());
        }
    }
}
