package io.lockweir.cassandra.format.mutation;

/** Leads from the names in an update's header to {@link Decoded.UnknownColumn}; never leaves the decoder. */
final class UnknownColumnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String column;

    UnknownColumnException(String column) {
        super("unknown column", null, false, false);
        this.column = column;
    }

    String column() {
        return column;
    }
}
