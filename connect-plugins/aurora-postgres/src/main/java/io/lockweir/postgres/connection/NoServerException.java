package io.lockweir.postgres.connection;

import java.io.Serial;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * None of the cluster's servers could be used. Its SQL state is that of the most telling attempt, so that Debezium, which
 * treats class 28 as final and the rest as passing, decides as it would for one server.
 */
public final class NoServerException extends SQLException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Attempt> attempts;

    /**
     * One server, tried once.
     *
     * @param server the server
     * @param kind why it could not be used
     * @param failure what the driver or the check threw
     */
    public record Attempt(ServerAddress server, FailureKind kind, SQLException failure) {

        static Attempt failed(ServerAddress server, SQLException failure) {
            return new Attempt(server, FailureKind.of(failure), failure);
        }

        static Attempt inRecovery(ServerAddress server) {
            // 57P03, cannot connect now: passing, since a promotion may be under way.
            return new Attempt(
                    server, FailureKind.IN_RECOVERY, new SQLException("pg_is_in_recovery() is true", "57P03"));
        }

        /** What was tried, what was wrong, what to do. */
        public String describe() {
            return server + ": " + kind.meaning() + "; " + kind.remedy() + " (" + failure.getMessage() + ")";
        }
    }

    NoServerException(List<Attempt> attempts) {
        super(
                "Cannot use " + (attempts.size() == 1 ? "server " : "any of " + attempts.size() + " servers: ")
                        + attempts.stream().map(Attempt::describe).collect(Collectors.joining("; ")),
                mostTelling(attempts).failure().getSQLState(),
                mostTelling(attempts).failure());
        this.attempts = List.copyOf(attempts);
    }

    /** Every attempt, in the order of the servers. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** A refused credential is final, and would be hidden by a standby that merely is in recovery. */
    private static Attempt mostTelling(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.kind() == FailureKind.AUTHENTICATION)
                .findFirst()
                .orElse(attempts.get(0));
    }
}
