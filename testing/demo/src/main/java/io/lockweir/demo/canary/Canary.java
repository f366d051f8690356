package io.lockweir.demo.canary;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.Column;

/**
 * A value, found nowhere else, that the workload plants in one encrypted column.
 *
 * @param token what is searched for: the random part of a text, the decimal text of a number or a date, the random part of
 *     bytes in hexadecimal
 */
public record Canary(BankTable table, Column column, String token) {

    /** Where it belongs, without its value. */
    public String field() {
        return table.tableName() + "." + column.name();
    }

    @Override
    public String toString() {
        return "canary of " + field();
    }
}
