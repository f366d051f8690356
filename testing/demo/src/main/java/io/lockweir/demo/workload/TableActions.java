package io.lockweir.demo.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a writer can do with its rows of one table. Each action is one statement on one row. Not thread-safe. */
abstract class TableActions<K> implements AutoCloseable {
    /** Binds the values of one statement; the key of the row is the last parameter of an update or a delete. */
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private final KeyPool<K> pool = new KeyPool<>();
    private final List<PreparedStatement> updates = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final PreparedStatement insert;
    private final PreparedStatement delete;

    final Connection connection;
    final Values values;

    TableActions(Connection connection, Values values, String insert, String delete) throws SQLException {
        this.connection = connection;
        this.values = values;
        this.insert = connection.prepareStatement(insert);
        this.delete = connection.prepareStatement(delete);
    }

    /** A statement whose last parameter is the key. */
    final void updateWith(String sql, Binding binding) throws SQLException {
        updates.add(connection.prepareStatement(sql));
        bindings.add(binding);
    }

    abstract K newKey();

    abstract void bindInsert(PreparedStatement statement) throws SQLException;

    final KeyPool<K> pool() {
        return pool;
    }

    final void insert() throws SQLException {
        K key = newKey();
        insert.setObject(1, key);
        bindInsert(insert);
        execute(insert);
        pool.add(key);
    }

    final void update() throws SQLException {
        int choice = values.random().nextInt(updates.size());
        PreparedStatement update = updates.get(choice);
        bindings.get(choice).bind(update);
        update.setObject(update.getParameterMetaData().getParameterCount(), pool.any(values.random()));
        execute(update);
    }

    final void delete() throws SQLException {
        K key = pool.any(values.random());
        delete.setObject(1, key);
        execute(delete);
        pool.remove(key);
    }

    final void execute(PreparedStatement statement) throws SQLException {
        int rows = statement.executeUpdate();
        if (rows != 1) {
            throw new IllegalStateException("A statement of the workload changed " + rows + " rows and not one");
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        delete.close();
        for (PreparedStatement update : updates) {
            update.close();
        }
    }
}
