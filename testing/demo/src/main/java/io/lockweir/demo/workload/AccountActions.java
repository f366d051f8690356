package io.lockweir.demo.workload;

import static io.lockweir.demo.bank.BankTable.ACCOUNTS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Accounts: a uuid as key, money, arrays. */
final class AccountActions extends TableActions<UUID> {

    AccountActions(Connection connection, Values values) throws SQLException {
        super(connection, values, """
                insert into accounts (account_id, customer_id, owner_national_id, iban, balance, credit_limit, holders, currency,
                    status, opened_on, risk_scores, settings, updated_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 1)""", "delete from accounts where account_id = ?");
        updateWith(
                "update accounts set balance = ?, updated_at = ?, version = version + 1 where account_id = ?",
                update -> {
                    update.setBigDecimal(1, values.amount(ACCOUNTS, "balance"));
                    update.setObject(2, values.time());
                });
        updateWith(
                "update accounts set status = ?, credit_limit = ?, version = version + 1 where account_id = ?",
                update -> {
                    update.setString(1, values.in(0.1) ? null : values.oneOf("open", "frozen", "closed"));
                    update.setBigDecimal(2, values.nullableAmount(ACCOUNTS, "credit_limit"));
                });
        updateWith(
                "update accounts set holders = ?, settings = ?::jsonb, version = version + 1 where account_id = ?",
                update -> {
                    update.setArray(1, SqlArrays.of(connection, values.texts(ACCOUNTS, "holders")));
                    update.setString(2, values.clearJson());
                });
    }

    @Override
    UUID newKey() {
        return new UUID(values.random().nextLong(), values.random().nextLong());
    }

    @Override
    void bindInsert(PreparedStatement insert) throws SQLException {
        insert.setLong(2, values.random().nextLong(1_000_000));
        insert.setString(3, values.code(ACCOUNTS, "owner_national_id", "ID", 11, ""));
        insert.setString(4, values.code(ACCOUNTS, "iban", "XX", 22, ""));
        insert.setBigDecimal(5, values.amount(ACCOUNTS, "balance"));
        insert.setBigDecimal(6, values.nullableAmount(ACCOUNTS, "credit_limit"));
        insert.setArray(7, SqlArrays.of(connection, values.texts(ACCOUNTS, "holders")));
        insert.setString(8, values.oneOf("EUR", "CHF", "JPY", "USD"));
        insert.setString(9, values.in(0.1) ? null : "open");
        insert.setObject(10, values.in(0.1) ? null : values.clearDate());
        insert.setArray(11, SqlArrays.of(connection, values.numbers()));
        insert.setString(12, values.in(0.3) ? null : values.clearJson());
        insert.setObject(13, values.in(0.5) ? null : values.time());
    }
}
