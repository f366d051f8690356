package io.lockweir.demo.workload;

import io.lockweir.demo.canary.Canaries;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One connection that changes its own rows until the given number of changes is committed. Writers have disjoint keys, so
 * what they do depends on the seed alone, however the database interleaves them. Not thread-safe.
 */
final class BankWriter implements AutoCloseable {
    /** Hears of every committed transaction, and may make the writer wait. */
    @FunctionalInterface
    interface Progress {
        void committed(long changes) throws InterruptedException;
    }

    private static final long KEYS_PER_WRITER = 1_000_000_000L;

    private final Connection connection;
    private final Mix mix;
    private final RandomGenerator random;
    private final CustomerActions customers;
    private final AccountActions accounts;
    private final CardTransactionActions cards;
    private final List<TableActions<?>> tables;

    BankWriter(Connection connection, Mix mix, RandomGenerator random, Canaries canaries, int number)
            throws SQLException {
        this.connection = connection;
        this.mix = mix;
        this.random = random;
        connection.setAutoCommit(false);
        Values values = new Values(random, canaries, number);
        long firstKey = number * KEYS_PER_WRITER + 1;
        customers = new CustomerActions(connection, values, firstKey);
        accounts = new AccountActions(connection, values);
        cards = new CardTransactionActions(connection, values, firstKey);
        tables = List.of(customers, accounts, cards);
    }

    /** Inserts only, one transaction. */
    void load(long rows) throws SQLException {
        for (long i = 0; i < rows; i++) {
            anyTable(i).insert();
        }
        commit();
    }

    /** Commits exactly this many changes, and tells how many after each transaction. */
    void run(long changes, Progress committed) throws SQLException, InterruptedException {
        long done = 0;
        while (done < changes && !Thread.currentThread().isInterrupted()) {
            boolean first = done == 0;
            long size = random.nextDouble() < mix.multiRow() || first ? random.nextInt(3, mix.longest() + 1) : 1;
            long made = transaction(Math.min(size, changes - done), first);
            done += made;
            committed.committed(made);
        }
    }

    /** The first transaction always inserts into every table and is never rolled back: it plants the canaries. */
    private long transaction(long size, boolean first) throws SQLException {
        long made = 0;
        while (made < size) {
            made += first && made < tables.size() ? inserted(tables.get((int) made)) : change(size - made);
        }
        if (!first && random.nextDouble() < mix.savepoints()) {
            undonePart();
        }
        if (!first && random.nextDouble() < mix.rolledBack()) {
            connection.rollback();
            tables.forEach(table -> table.pool().rollbackTo(0));
            return 0;
        }
        commit();
        return made;
    }

    private void undonePart() throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        int[] pools =
                tables.stream().mapToInt(table -> table.pool().savepoint()).toArray();
        for (int i = 0; i < 3; i++) {
            change(Long.MAX_VALUE);
        }
        connection.rollback(savepoint);
        for (int i = 0; i < pools.length; i++) {
            tables.get(i).pool().rollbackTo(pools[i]);
        }
    }

    /** Makes one change, or two if it is a new primary key, and never more than {@code atMost}. */
    private long change(long atMost) throws SQLException {
        TableActions<?> table = anyTable(random.nextInt(100));
        double action = random.nextDouble();
        if (table.pool().isEmpty() || action < 0.55) {
            return inserted(table);
        } else if (action < 0.88) {
            if (table == customers && atMost > 1 && random.nextInt(10) == 0) {
                customers.rekey();
                return 2;
            }
            table.update();
        } else {
            table.delete();
        }
        return 1;
    }

    private static long inserted(TableActions<?> table) throws SQLException {
        table.insert();
        return 1;
    }

    /** Of a hundred: 10 customers, 20 accounts, 70 card transactions. */
    private TableActions<?> anyTable(long ofHundred) {
        long share = ofHundred % 100;
        if (share < 10) {
            return customers;
        }
        return share < 30 ? accounts : cards;
    }

    private void commit() throws SQLException {
        connection.commit();
        tables.forEach(table -> table.pool().commit());
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                customers;
                accounts;
                cards) {
            connection.rollback();
        }
    }
}
