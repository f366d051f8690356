/**
 * What the bank looks like: tables, columns, which of them are encrypted, and one canonical text per value, so that a row
 * image of the database and a row of the lake can be compared. Knows no server. Start with {@link io.lockweir.demo.bank.BankTable}.
 */
@NullMarked
package io.lockweir.demo.bank;

import org.jspecify.annotations.NullMarked;
