package io.lockweir.demo.workload;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** SQL arrays that may be null and hold nulls. */
final class SqlArrays {
    private SqlArrays() {}

    static @Nullable Array of(Connection connection, @Nullable String @Nullable [] texts) throws SQLException {
        return texts == null ? null : connection.createArrayOf("text", texts);
    }

    static @Nullable Array of(Connection connection, @Nullable Integer @Nullable [] numbers) throws SQLException {
        return numbers == null ? null : connection.createArrayOf("int4", numbers);
    }
}
