package io.lockweir.benchmarks.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Writes changes into the bank as fast as the database takes them, in transactions of a fixed size. */
final class Load {

    /** Changes per transaction. */
    static final int TRANSACTION = 5_000;

    private static final int SHARES = 10;

    private final List<String> statements;

    Load() throws IOException {
        try (InputStream script = Load.class.getResourceAsStream("load.sql")) {
            if (script == null) {
                throw new IOException("load.sql is not on the class path");
            }
            statements = Stream.of(new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        }
    }

    /** The nearest number of changes that is made of whole transactions, at least one. */
    static long rounded(long changes) {
        return Math.max(1, changes / TRANSACTION) * TRANSACTION;
    }

    /** Commits exactly this many changes, a multiple of {@link #TRANSACTION}. */
    void write(Connection connection, long changes) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // The demo's witness is not needed here, and would cost more than the changes themselves.
            for (String table : List.of("customers", "accounts", "card_transactions")) {
                statement.execute("alter table " + table + " disable trigger audit");
            }
            for (long number = 0; number < changes / TRANSACTION; number++) {
                for (String template : statements) {
                    statement.execute(template.replace("$1", Long.toString(number))
                            .replace("$2", Integer.toString(TRANSACTION / SHARES)));
                }
                connection.commit();
            }
        }
    }
}
