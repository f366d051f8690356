package io.lockweir.sink.reconcile;

import org.apache.iceberg.types.Type;

/**
 * A column that both sides have.
 *
 * @param name in the table
 * @param confidential whether its values are decrypted ones, which are told to nobody
 */
public record ComparedColumn(String name, Type type, Disclosure confidential) {

    /** What may be told of values. */
    public enum Disclosure {
        CLEAR,
        SECRET
    }

    /** Whether values of a type can be compared. */
    public static boolean comparable(Type type) {
        return ValueBytes.comparable(type);
    }

    boolean secret() {
        return confidential == Disclosure.SECRET;
    }
}
