package io.lockweir.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.postgres.connection.NoServerException.Attempt;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class NoServerExceptionTest {

    private static final ServerAddress A = new ServerAddress("a", 5432);
    private static final ServerAddress B = new ServerAddress("b", 5432);

    @Test
    void namesEachServerTheCauseAndTheRemedy() {
        NoServerException failure = new NoServerException(List.of(
                Attempt.inRecovery(A),
                Attempt.failed(B, new SQLException("refused", "08001", new ConnectException()))));
        assertThat(failure.getMessage())
                .isEqualTo(
                        "Cannot use any of 2 servers: a:5432: the server is a standby (in recovery); name the cluster's writer "
                                + "endpoint, or add the new writer to aurora.hosts (pg_is_in_recovery() is true); b:5432: the server does "
                                + "not answer; check the name, the port, the network path and the security group (refused)");
        assertThat(failure.getSQLState()).isEqualTo("57P03");
    }

    @Test
    void aRefusedCredentialDecidesTheState() {
        NoServerException failure = new NoServerException(
                List.of(Attempt.inRecovery(A), Attempt.failed(B, new SQLException("no", "28P01"))));
        assertThat(failure.getSQLState()).isEqualTo("28P01");
        assertThat(failure.attempts())
                .extracting(Attempt::kind)
                .containsExactly(FailureKind.IN_RECOVERY, FailureKind.AUTHENTICATION);
    }

    @Test
    void tellsFailuresApartByStateAndCause() {
        assertThat(FailureKind.of(new SQLException("x", "28000"))).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(FailureKind.of(new SQLException("x", "3D000"))).isEqualTo(FailureKind.NO_DATABASE);
        assertThat(FailureKind.of(new SQLException("x", "53300"))).isEqualTo(FailureKind.TOO_MANY_CONNECTIONS);
        assertThat(FailureKind.of(new SQLException("x", "57P03"))).isEqualTo(FailureKind.NOT_READY);
        assertThat(FailureKind.of(new SQLException("x", "08004"))).isEqualTo(FailureKind.TLS_FAILED);
        assertThat(FailureKind.of(new SQLException("x", "08006", new FileNotFoundException())))
                .isEqualTo(FailureKind.CA_UNREADABLE);
        SSLHandshakeException handshake = new SSLHandshakeException("x");
        assertThat(FailureKind.of(new SQLException("x", "08006", handshake))).isEqualTo(FailureKind.TLS_FAILED);
        handshake.initCause(new CertPathBuilderException("x"));
        assertThat(FailureKind.of(new SQLException("x", "08006", handshake)))
                .isEqualTo(FailureKind.UNTRUSTED_CERTIFICATE);
        assertThat(FailureKind.of(new SQLException("x", "XX000"))).isEqualTo(FailureKind.OTHER);
        assertThat(FailureKind.of(new SQLException("x"))).isEqualTo(FailureKind.OTHER);
    }
}
