package io.lockweir.demo.canary;

import io.lockweir.demo.bank.ColumnKind;

/**
 * A value, found nowhere else, that the workload plants in one encrypted column.
 *
 * @param field table and column: where it belongs
 * @param kind of the value
 * @param token what is searched for: the random part of a text, the decimal text of a number or a date, the random part of
 *     bytes in hexadecimal
 */
public record Canary(String field, ColumnKind kind, String token) {

    /** Without its value. */
    @Override
    public String toString() {
        return "canary of " + field;
    }
}
