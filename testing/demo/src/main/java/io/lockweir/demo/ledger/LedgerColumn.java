package io.lockweir.demo.ledger;

import io.lockweir.demo.bank.Column.Travel;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * One column of a ledger table.
 *
 * @param type in the lake, with the decrypted value
 * @param travel how the column goes through Kafka
 * @param elements whether the order of a collection's elements means something
 */
record LedgerColumn(String name, Type type, Travel travel, Elements elements) {
    /** How collections compare. */
    enum Elements {
        ORDERED,
        ANY_ORDER
    }

    static LedgerColumn clear(String name, Type type) {
        return new LedgerColumn(name, type, Travel.CLEAR, Elements.ORDERED);
    }

    static LedgerColumn encrypted(String name, Type type) {
        return new LedgerColumn(name, type, Travel.ENCRYPTED, Elements.ORDERED);
    }

    LedgerColumn inAnyOrder() {
        return new LedgerColumn(name, type, travel, Elements.ANY_ORDER);
    }

    boolean isEncrypted() {
        return travel == Travel.ENCRYPTED;
    }

    /** A number beside which nothing is lost: CQL's decimals have any scale. */
    static Type decimal() {
        return Types.DecimalType.of(24, 4);
    }
}
