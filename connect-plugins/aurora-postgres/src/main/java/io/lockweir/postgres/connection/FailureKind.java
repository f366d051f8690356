package io.lockweir.postgres.connection;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a server could not be used, as far as the driver's exception tells, and what to do about it. */
public enum FailureKind {
    IN_RECOVERY(
            "the server is a standby (in recovery)",
            "name the cluster's writer endpoint, or add the new writer to aurora.hosts"),
    AUTHENTICATION(
            "the server refused the user or the password",
            "check database.user and database.password, and that pg_hba.conf "
                    + "admits the user for replication as well"),
    NO_DATABASE("the database does not exist", "check database.dbname"),
    UNTRUSTED_CERTIFICATE(
            "the server's certificate is not signed by the authority in aurora.tls.ca",
            "download the CA bundle of the " + "server's region and name it in aurora.tls.ca"),
    WRONG_HOST_NAME(
            "the server's certificate is not for this host name",
            "connect by a name that the certificate holds, not by " + "an address or an alias"),
    CA_UNREADABLE("the CA file cannot be read", "aurora.tls.ca must name a PEM file that the worker can read"),
    TLS_FAILED("the TLS handshake failed", "check that the server has TLS on, and database.sslmode"),
    UNREACHABLE("the server does not answer", "check the name, the port, the network path and the security group"),
    TOO_MANY_CONNECTIONS("the server has no connection to spare", "raise max_connections or end idle sessions"),
    NOT_READY("the server is starting up or shutting down", "wait, or check the cluster's events"),
    OTHER("the connection failed", "see the server's message");

    private final String meaning;
    private final String remedy;

    FailureKind(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** What is wrong, in words. */
    public String meaning() {
        return meaning;
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }

    /** The kind of a driver's exception. Goes by SQL states and causes: the driver's texts are translated. */
    static FailureKind of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("28")) {
            return AUTHENTICATION;
        }
        return switch (state) {
            case "3D000" -> NO_DATABASE;
            case "53300" -> TOO_MANY_CONNECTIONS;
            case "57P01", "57P02", "57P03" -> NOT_READY;
            default -> ofCauses(failure, state);
        };
    }

    private static FailureKind ofCauses(SQLException failure, String state) {
        // The driver inserts its verifier's class name untranslated.
        String message = failure.getMessage();
        if (message != null && message.contains("HostnameVerifier")) {
            return WRONG_HOST_NAME;
        }
        if (has(failure, FileNotFoundException.class) || has(failure, NoSuchFileException.class)) {
            return CA_UNREADABLE;
        }
        if (has(failure, SSLException.class)) {
            return has(failure, GeneralSecurityException.class) ? UNTRUSTED_CERTIFICATE : TLS_FAILED;
        }
        if (has(failure, GeneralSecurityException.class)) {
            return CA_UNREADABLE;
        }
        if (has(failure, IOException.class)) {
            return UNREACHABLE;
        }
        // 08004 without a cause: the server answered that it has no TLS.
        return state.equals("08004") ? TLS_FAILED : OTHER;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
