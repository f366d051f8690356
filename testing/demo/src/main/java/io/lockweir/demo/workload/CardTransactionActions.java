package io.lockweir.demo.workload;

import static io.lockweir.demo.bank.BankTable.CARD_TRANSACTIONS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/** Card transactions: most of the traffic. */
final class CardTransactionActions extends TableActions<Long> {
    private long nextKey;

    CardTransactionActions(Connection connection, Values values, long firstKey) throws SQLException {
        super(connection, values, """
                insert into card_transactions (transaction_id, account_id, card_number, cardholder, amount, currency, merchant,
                    merchant_data, tags, receipt, authorised, attempts, exchange_rate, happened_at, memo, version)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, 1)""", "delete from card_transactions where transaction_id = ?");
        nextKey = firstKey;
        updateWith(
                "update card_transactions set authorised = ?, attempts = ?, version = version + 1 where transaction_id = ?",
                update -> {
                    update.setBoolean(1, values.in(0.9));
                    update.setInt(2, values.random().nextInt(5));
                });
        updateWith(
                "update card_transactions set amount = ?, merchant_data = ?::jsonb, version = version + 1 where transaction_id = ?",
                update -> {
                    update.setBigDecimal(1, values.amount(CARD_TRANSACTIONS, "amount"));
                    update.setString(2, values.json(CARD_TRANSACTIONS, "merchant_data"));
                });
        updateWith(
                "update card_transactions set tags = ?, receipt = ?, memo = ?, version = version + 1 where transaction_id = ?",
                update -> {
                    update.setArray(1, SqlArrays.of(connection, values.clearTexts()));
                    update.setBytes(2, values.bytes(CARD_TRANSACTIONS, "receipt"));
                    update.setString(3, values.note(CARD_TRANSACTIONS, "memo"));
                });
    }

    @Override
    Long newKey() {
        return nextKey++;
    }

    @Override
    void bindInsert(PreparedStatement insert) throws SQLException {
        insert.setObject(2, new UUID(values.random().nextLong(), values.random().nextLong()));
        insert.setString(3, values.code(CARD_TRANSACTIONS, "card_number", "4", 15, ""));
        insert.setString(4, values.name(CARD_TRANSACTIONS, "cardholder"));
        insert.setBigDecimal(5, values.amount(CARD_TRANSACTIONS, "amount"));
        insert.setString(6, values.oneOf("EUR", "CHF", "JPY", "USD"));
        insert.setString(7, values.in(0.1) ? null : values.word() + " " + values.word());
        insert.setString(8, values.json(CARD_TRANSACTIONS, "merchant_data"));
        insert.setArray(9, SqlArrays.of(connection, values.clearTexts()));
        insert.setBytes(10, values.bytes(CARD_TRANSACTIONS, "receipt"));
        insert.setObject(11, values.in(0.3) ? null : values.in(0.9), Types.BOOLEAN);
        insert.setObject(12, values.in(0.3) ? null : values.random().nextInt(5), Types.SMALLINT);
        insert.setObject(13, values.in(0.3) ? null : values.random().nextDouble() * 200, Types.DOUBLE);
        insert.setObject(14, values.time());
        insert.setString(15, values.note(CARD_TRANSACTIONS, "memo"));
    }
}
