package io.lockweir.sink.governance;

/**
 * One thing in which a table is not as designed. Names and definitions only, never a value of a row.
 *
 * @param what such as {@code column address.street} or {@code property write.format.default}
 */
public record Difference(String what, String expected, String found) {

    /** As the text of a column or property that is not there. */
    static final String NOTHING = "nothing";

    @Override
    public String toString() {
        return what + ": expected " + expected + ", found " + found;
    }
}
