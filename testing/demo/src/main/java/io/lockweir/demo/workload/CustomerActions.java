package io.lockweir.demo.workload;

import static io.lockweir.demo.bank.BankTable.CUSTOMERS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Customers: wide rows with large texts; their key changes now and then. */
final class CustomerActions extends TableActions<Long> {
    private final PreparedStatement rekey;
    private long nextKey;

    CustomerActions(Connection connection, Values values, long firstKey) throws SQLException {
        super(connection, values, """
                insert into customers (customer_id, reference, segment, full_name, email, national_id, birth_date, phones,
                    preferences, photo, notes, created_at, updated_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, 1)""", "delete from customers where customer_id = ?");
        nextKey = firstKey;
        rekey = connection.prepareStatement(
                "update customers set customer_id = ?, version = version + 1 where customer_id = ?");
        updateWith(
                "update customers set email = ?, updated_at = ?, version = version + 1 where customer_id = ?",
                update -> {
                    update.setString(1, values.nullable(CUSTOMERS, "email", 0.2, "mail", "@bank.example"));
                    update.setObject(2, values.time());
                });
        updateWith(
                "update customers set preferences = ?::jsonb, phones = ?, version = version + 1 where customer_id = ?",
                update -> {
                    update.setString(1, values.json(CUSTOMERS, "preferences"));
                    update.setArray(2, SqlArrays.of(connection, values.texts(CUSTOMERS, "phones")));
                });
        updateWith("update customers set notes = ?, photo = ?, version = version + 1 where customer_id = ?", update -> {
            update.setString(1, values.note(CUSTOMERS, "notes"));
            update.setBytes(2, values.bytes(CUSTOMERS, "photo"));
        });
    }

    @Override
    Long newKey() {
        return nextKey++;
    }

    @Override
    void bindInsert(PreparedStatement insert) throws SQLException {
        insert.setObject(2, new UUID(values.random().nextLong(), values.random().nextLong()));
        insert.setString(3, values.oneOf("retail", "private", "business"));
        insert.setString(4, values.name(CUSTOMERS, "full_name"));
        insert.setString(5, values.nullable(CUSTOMERS, "email", 0.2, "mail", "@bank.example"));
        insert.setString(6, values.code(CUSTOMERS, "national_id", "ID", 11, ""));
        insert.setObject(7, values.date(CUSTOMERS, "birth_date"));
        insert.setArray(8, SqlArrays.of(connection, values.texts(CUSTOMERS, "phones")));
        insert.setString(9, values.json(CUSTOMERS, "preferences"));
        insert.setBytes(10, values.bytes(CUSTOMERS, "photo"));
        insert.setString(11, values.note(CUSTOMERS, "notes"));
        insert.setObject(12, values.time());
        insert.setObject(13, values.in(0.5) ? null : values.time());
    }

    /** Counts as two changes: the row under the old key is deleted, one under the new key is created. */
    void rekey() throws SQLException {
        Long from = pool().any(values.random());
        Long to = newKey();
        rekey.setObject(1, to);
        rekey.setObject(2, from);
        execute(rekey);
        pool().remove(from);
        pool().add(to);
    }

    @Override
    public void close() throws SQLException {
        rekey.close();
        super.close();
    }
}
