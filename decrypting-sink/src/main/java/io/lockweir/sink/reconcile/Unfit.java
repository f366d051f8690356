package io.lockweir.sink.reconcile;

/** A value that the table's column cannot hold, so that the two differ whatever the column holds. */
record Unfit(String text) {

    /** Without the text: it may be confidential. */
    @Override
    public String toString() {
        return "Unfit";
    }
}
